// Answers that are not saved yet, so that nothing is lost when the phone closes the page. Encrypted like all that is
// somebody's; a photo comes in only after the question about the people in it.
import { remove, rows } from "../offline/outbox.js";

const ORPHAN = 3600_000;

/** The draft of one form, by the name under which it is kept. */
export class Draft {
  #vault;
  #name;
  #last = Promise.resolve();

  constructor(vault, name) {
    this.#vault = vault;
    this.#name = name;
  }

  /** What is there and was not saved meanwhile; else nothing. */
  async read() {
    const draft = await this.#vault?.get("draft", this.#name);
    if (!draft) return undefined;
    const its = (await rows(this.#vault.device)).filter((row) => row.entry === draft.entry);
    if (its.some((row) => row.kind === "entry" && row.revision > draft.revision)) {
      await this.drop();
      return undefined;
    }
    const states = new Map(its.map((row) => [row.id, row.state]));
    const photos = draft.photos.filter(({ envelope }) => states.has(envelope));
    return { ...draft, photos: photos.map((photo) => ({ ...photo, staged: states.get(photo.envelope) === "staged" })) };
  }

  /** Keep these answers; of several at once the last counts. */
  write(draft) {
    this.#last = this.#last.then(() => this.#vault?.put("draft", this.#name, draft)).catch(() => {});
    return this.#last;
  }

  async drop() {
    await this.#last;
    await this.#vault?.delete("draft", this.#name);
  }
}

/** Envelopes of photos that belong to no draft any more. */
export async function dropOrphans(vault) {
  if (!vault) return;
  const wanted = new Set((await vault.all("draft")).flatMap(([, { photos = [] }]) => photos.map(({ envelope }) => envelope)));
  const orphan = ({ id, device, state, since }) =>
    state === "staged" && device === vault.device && !wanted.has(id) && Math.abs(Date.now() - since) > ORPHAN;
  if ((await rows(vault.device)).some(orphan)) await remove(orphan);
}
