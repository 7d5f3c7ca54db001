// One question at a time. Each step is an entry in the history, so the phone's own Back goes back one question.

/** The sections of a page with `data-step`, of which one shows; `onShow(name)` runs before a section appears. */
export class Steps {
  #sections;
  #home;
  #depth = 0;
  #over = "";
  #onShow;
  #brand = document.title.split(" · ").at(-1);

  constructor(form, onShow) {
    this.#sections = [...document.querySelectorAll("[data-step]")];
    this.#home = form.dataset.home;
    this.#onShow = onShow;
    history.replaceState({ step: form.dataset.start, depth: 0 }, "");
    addEventListener("popstate", (event) => this.#arrive(event.state));
    this.#show(form.dataset.start);
  }

  /** The section that shows. */
  current;

  /** The section after the one that shows; those with `data-aside` are gone to by name only. */
  next() {
    const later = this.#sections.slice(this.#sections.indexOf(this.current) + 1);
    this.go(later.find((section) => !("aside" in section.dataset)).dataset.step);
  }

  go(name) {
    this.#depth += 1;
    history.pushState({ step: name, depth: this.#depth }, "");
    this.#show(name);
    this.focus();
  }

  back() {
    if (this.#depth > 0) history.back();
    else location.assign(this.#home);
  }

  /** Show the last screen, from which Back does not return to the questions but leaves them. */
  finish(name) {
    this.#over = name;
    this.#show(name);
    this.focus();
    if (this.#depth > 0) history.go(-this.#depth);
    else history.replaceState({ step: name, depth: 0 }, "");
    this.#depth = 0;
  }

  /** Put a reader at the heading that shows, or where `data-focus` says that they left it. */
  focus() {
    const left = this.current.querySelector("[data-focus]");
    if (left) {
      delete left.dataset.focus;
      return left.focus();
    }
    scrollTo(0, 0);
    this.#heading()?.focus({ preventScroll: true });
  }

  #arrive(state) {
    if (this.#over) return this.#stay(state);
    if (!state?.step) return;
    this.#depth = state.depth;
    this.#show(state.step);
    this.focus();
  }

  /** Whatever is asked for, the last screen stays; questions that Forward leads to are gone over. */
  #stay(state) {
    if (state?.depth > 0) history.go(-state.depth);
    else history.replaceState({ step: this.#over, depth: 0 }, "");
  }

  #show(name) {
    this.current = this.#sections.find((section) => section.dataset.step === name);
    this.#onShow(name);
    for (const section of this.#sections) section.hidden = section !== this.current;
    document.title = `${this.#heading()?.textContent} · ${this.#brand}`;
  }

  #heading() {
    return [...this.current.querySelectorAll("h2")].find((heading) => !heading.closest("[data-state][hidden]"));
  }
}
