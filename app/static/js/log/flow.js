// What the two forms of a log share: whether this browser can keep things, keeping them, and the screen after that.
import { NotKept, takeAhead } from "../offline/keeping.js";
import { sender } from "../offline/outbox.js";
import { enter } from "../offline/vault.js";
import { Steps } from "./steps.js";
import { Tick } from "./tick.js";

const PATIENCE = 3_000;

/** One form of a log, live. Steps are `data-step`; `data-state` are the parts of the one that says why nothing was kept. */
export class Flow {
  vault = null;
  #form;
  #saving = false;

  /** `arrive(step)` runs before a step shows. */
  constructor(form, arrive = () => {}) {
    this.#form = form;
    form.classList.add("live");
    for (const part of form.querySelectorAll("[data-js]")) part.hidden = false;
    this.steps = new Steps(form, arrive);
    for (const link of form.querySelectorAll("[data-back]")) {
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.steps.back();
      });
    }
  }

  /** The vault of who is here; drafts are kept nowhere without one. Another page may hold it up, but not for long. */
  async open() {
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
    this.vault = await Promise.race([enter(sender().device).catch(() => null), late]);
    takeAhead();
    return this.vault;
  }

  /**
   * Do `keep()`, which answers a work, and show the tick; or say why nothing was kept. `ready`: it will take but a moment;
   * without it a screen says so meanwhile.
   */
  async save(keep, { ready = true } = {}) {
    if (this.#saving) return;
    this.#saving = true;
    if (!ready) this.#tell("busy");
    try {
      const work = await keep();
      this.#form.hidden = true;
      this.steps.finish("saved");
      new Tick(work);
    } catch (error) {
      if (!(error instanceof NotKept)) throw error;
      this.#tell(error.why);
    } finally {
      this.#saving = false;
    }
  }

  #tell(state) {
    for (const part of this.#form.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
    if (this.steps.current.dataset.step === "send") this.steps.focus();
    else this.steps.go("send");
  }
}

/** Whether this browser can keep things sealed. If not, the form is sent as it is. */
export function able() {
  const has = globalThis.crypto?.subtle && crypto.randomUUID && globalThis.indexedDB && navigator.locks;
  return Boolean(has && sender());
}
