// The last screen: it is kept. What became of it in a picture and words, how it felt, and a way to undo it.
import { NotKept } from "../offline/keeping.js";
import { rows } from "../offline/outbox.js";
import { listen } from "../offline/store.js";
import { chips, shots } from "./look.js";

/** The screen for a piece of work that was kept. */
export class Tick {
  #screen = document.querySelector("[data-step=saved]");
  #work;
  #gone = false;

  constructor(work) {
    this.#work = work;
    this.#one("[data-chosen]").replaceChildren(...chips(work.look.tasks), ...shots(work.look.photos));
    const more = this.#one("[data-more]");
    more.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#addMore(new FormData(more));
    });
    more.elements.words.value = work.told.words;
    this.#one("[data-undo]").addEventListener("click", () => this.#turn(true));
    this.#one("[data-redo]").addEventListener("click", () => this.#turn(false));
    for (const link of this.#all("[data-rest]")) link.href = link.dataset.rest + work.entry;
    listen(({ changed }) => changed && this.#follow());
    void this.#follow();
  }

  async #addMore(answers) {
    const mood = Number(answers.get("mood")) || null;
    const words = answers.get("words").trim();
    if (mood === this.#work.told.mood && words === this.#work.told.words) return this.#show("[data-nothing]", true);
    await this.#keep(() => this.#work.keep({ ...this.#work.told, mood, words }, this.#work.look), () => {
      this.#show("[data-more]", false);
      this.#show("[data-added]", true);
      const added = this.#one("[data-added]");
      added.querySelector("[data-words]").textContent = words && `“${words}”`;
      added.focus();
    });
  }

  async #turn(back) {
    await this.#keep(() => (back ? this.#work.takeBack() : this.#work.putBack()), () => {
      this.#gone = back;
      this.#show("[data-here]", !back);
      this.#show("[data-gone]", back);
      this.#screen.querySelector(`${back ? "[data-gone]" : "[data-here]"} h2`).focus();
    });
  }

  /** Do it, then show it; or say why it could not be kept. */
  async #keep(act, done) {
    this.#show("[data-not-kept]", false);
    this.#show("[data-nothing]", false);
    try {
      await act();
      done();
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      this.#show("[data-not-kept]", true);
    }
  }

  /** Where it is now. */
  async #follow() {
    const its = (await rows()).filter((row) => row.entry === this.#work.entry);
    const state = its.some((row) => row.state === "refused")
      ? "refused"
      : its.every((row) => row.state === "sent" || row.state === "staged")
        ? "sent"
        : "phone";
    for (const part of this.#all("[data-where]")) part.hidden = part.dataset.where !== state || this.#gone;
    this.#show("[data-when-sent]", state === "sent");
  }

  #one(selector) {
    return this.#screen.querySelector(selector);
  }

  #all(selector) {
    return [...this.#screen.querySelectorAll(selector)];
  }

  #show(selector, shown) {
    for (const part of this.#all(selector)) part.hidden = !shown;
  }
}
