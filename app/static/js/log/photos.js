// The photos of one piece of work: taken or chosen, looked at, told what they show, taken away again.
import { sha256 } from "../offline/seal.js";
import { chips, looks } from "./look.js";
import { NotTaken, prepare } from "./photo.js";

/**
 * The photo step. `list` holds the photos in order: `{id, bytes, digest, type, small, address, tasks, envelope}`; `address`
 * is empty for one that this browser cannot show, `tasks` is the set of what the student sees on it, `envelope` the id of
 * the one that it lies in (`staged`: it waits there for its log), `bytes` are gone once it does.
 */
export class Photos {
  list = [];
  #step;
  #aside;
  #input;
  #tiles = [];
  #alone = false;
  #asked = null; // the photo whose question was open last
  #left = false; // and nobody came back from it yet
  #changed;
  #open;
  #dropped;
  #turn = Promise.resolve();
  #waiting = 0;

  /** `changed()` runs when something is said of photos, `dropped(photos)` when some go, `open()` to ask what is on one. */
  constructor(form, { changed, dropped, open }) {
    this.#step = form.querySelector("[data-step=photo]");
    this.#aside = form.querySelector("[data-step=shows]");
    this.#input = form.querySelector("#photo");
    this.#changed = changed;
    this.#dropped = dropped;
    this.#open = open;
    this.#one("[data-camera]").addEventListener("click", () => this.#choose(true));
    this.#one("[data-gallery]").addEventListener("click", () => this.#choose(false));
    this.#input.addEventListener("change", () => {
      const files = [...this.#input.files];
      this.#input.value = "";
      this.#add(files);
    });
    this.#aside.addEventListener("change", () => this.#tell());
  }

  /** The tiles of the tasks that were done; `alone`: nothing else was. */
  choices(tiles, alone) {
    this.#tiles = tiles;
    this.#alone = alone && tiles.length === 1;
    this.#draw();
    this.#left = false;
  }

  /** The photos as an entry lists them. */
  media() {
    const known = this.#tiles.map((tile) => tile.querySelector("input").value);
    return this.list.map(({ id, digest, tasks }) => ({
      id,
      kind: "photo",
      digest,
      tasks: this.#alone ? known : known.filter((task) => tasks.has(task)),
    }));
  }

  drop(...gone) {
    for (const photo of gone) URL.revokeObjectURL(photo.address);
    this.list = this.list.filter((photo) => !gone.includes(photo));
    this.#trouble();
    this.#draw();
    this.#dropped(gone);
  }

  /** The photos of an earlier time, in their envelopes. */
  restore(kept) {
    this.list = kept.map(({ small, tasks, ...photo }) => ({
      ...photo,
      small,
      address: small ? URL.createObjectURL(new Blob([small], { type: "image/jpeg" })) : "",
      tasks: new Set(tasks),
    }));
    this.#draw();
  }

  /** Files that came in another way. */
  take(files) {
    this.#add(files);
  }

  /** Resolves when all that was chosen so far is ready. */
  ready() {
    return this.#turn;
  }

  // -------------------------------------------------------------- taking them

  #choose(camera) {
    this.#input.toggleAttribute("multiple", !camera);
    if (camera) this.#input.setAttribute("capture", "environment");
    else this.#input.removeAttribute("capture");
    this.#input.click();
  }

  /** One after the other: two photos opened at once are too much for a cheap phone. */
  #add(files) {
    if (!files.length) return;
    const troubles = [];
    this.#trouble();
    this.#waiting += 1;
    this.#draw();
    this.#turn = this.#turn.then(async () => {
      for (const file of files) {
        if (this.#room === 0) {
          troubles.push("too-many");
          break;
        }
        await this.#take(file).catch((error) => {
          troubles.push(error instanceof NotTaken ? error.why : "unreadable");
        });
      }
      this.#waiting -= 1;
      this.#draw();
      const some = files.length > 1 && troubles[0] === "unreadable";
      this.#trouble(some ? "some-unreadable" : troubles[0]);
    });
  }

  async #take(file) {
    const { blob, small } = await prepare(file, Number(this.#step.dataset.mostBytes));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const digest = await sha256(bytes);
    if (this.list.some((photo) => photo.digest === digest)) return; // chosen twice
    this.list.push({
      id: crypto.randomUUID(),
      bytes,
      digest,
      type: blob.type,
      small: small && new Uint8Array(await small.arrayBuffer()),
      address: small ? URL.createObjectURL(blob) : "",
      tasks: new Set(),
      envelope: "",
    });
    this.#draw();
  }

  get #room() {
    return Number(this.#step.dataset.most) - this.list.length;
  }

  // -------------------------------------------------------------- showing them

  #draw() {
    const shots = this.#one("[data-shots]");
    shots.replaceChildren(...this.list.map((photo, place) => this.#shot(photo, place + 1)));
    const [busy, some, full] = [this.#waiting > 0, this.list.length > 0, this.#room === 0];
    this.#hide("[data-shots]", !some);
    this.#hide("[data-shrinking]", !busy);
    this.#hide("[data-without]", busy || some);
    this.#hide("[data-with]", busy || !some);
    this.#hide("[data-first]", some);
    this.#hide("[data-chosen]", some && this.#tiles.length > 1); // there each photo asks about them
    this.#hide("[data-again]", !some);
    this.#hide("[data-room]", full);
    this.#hide("[data-full]", !full);
  }

  #shot(photo, n) {
    const shot = this.#one("[data-one-shot]").content.firstElementChild.cloneNode(true);
    const [image, unseen] = shot.querySelectorAll("img, .unseen");
    const [shows, drop] = shot.querySelectorAll("button");
    if (photo.address) image.src = photo.address;
    else image.remove();
    unseen.hidden = Boolean(photo.address);
    for (const [part, name] of [[image, "alt"], [shows, "aria-label"], [drop, "aria-label"]]) {
      part.setAttribute(name, part.getAttribute(name).replace("{n}", n));
    }
    drop.addEventListener("click", () => {
      this.drop(photo);
      const next = this.#one("[data-shots]").children[Math.min(n, this.list.length) - 1];
      (next?.querySelector(".drop") ?? this.#one("[data-camera]")).focus();
    });
    shows.hidden = this.#tiles.length < 2;
    shows.addEventListener("click", () => this.#ask(photo, shot));
    if (this.#left && photo === this.#asked) shows.dataset.focus = "";
    const seen = this.#tiles.filter((tile) => photo.tasks.has(tile.querySelector("input").value));
    if (seen.length) {
      const words = seen.map((tile) => tile.querySelector(".word").textContent);
      shows.setAttribute("aria-label", `${words.join(", ")}: ${shows.getAttribute("aria-label")}`);
      shows.replaceChildren(...chips(seen.map(looks)));
    }
    return shot;
  }

  // -------------------------------------------------------------- what they show

  #ask(photo, shot) {
    const seen = shot.querySelector("img, .unseen").cloneNode(true);
    this.#aside.querySelector("[data-seen]").replaceChildren(seen);
    const tiles = this.#tiles.map((tile) => {
      const copy = tile.cloneNode(true);
      const input = copy.querySelector("input");
      input.id = copy.htmlFor = `shows-${input.value}`;
      input.removeAttribute("name");
      input.checked = photo.tasks.has(input.value);
      return copy;
    });
    this.#aside.querySelector("[data-seen-tasks]").replaceChildren(...tiles);
    this.#asked = photo;
    this.#left = true;
    this.#open();
  }

  #tell() {
    this.#asked.tasks = new Set([...this.#aside.querySelectorAll(":checked")].map((input) => input.value));
    this.#changed();
  }

  // -------------------------------------------------------------- how

  #one(selector) {
    return this.#step.querySelector(selector);
  }

  #hide(selector, hidden) {
    for (const part of this.#step.querySelectorAll(selector)) part.hidden = hidden;
  }

  #trouble(which = "") {
    for (const part of this.#step.querySelectorAll("[data-trouble]")) part.hidden = part.dataset.trouble !== which;
  }
}
