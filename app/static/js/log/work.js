// One piece of work on this phone: written down as it will be sent, sealed, kept, and kept once more when it changes.
import { letGo, save } from "../offline/keeping.js";
import { recall } from "../offline/store.js";

const LONGEST_OFFLINE = 60; // days

/**
 * A piece of work. `look` is how it is drawn while it waits: `{tasks: [{label, picture}], level, photos: [{id, small,
 * envelope}]}`.
 */
export class Work {
  told = null; // what was kept last, without its revision

  constructor(vault, { entry = crypto.randomUUID(), revision = 0, claimedAt = "", day }) {
    Object.assign(this, { vault, entry, revision, claimedAt, day });
  }

  /**
   * Keep answers as the next revision, with photos that were staged: when this resolves they will arrive. Rejects with
   * NotKept; then nothing changed.
   */
  async keep(answers, look, staged = []) {
    const revision = this.revision + 1;
    this.claimedAt ||= new Date().toISOString();
    const told = { happened_on: this.day, ...answers };
    const item = { revision, claimedAt: this.claimedAt, day: this.day, told, look, since: Date.now() };
    const drawn = this.vault?.put("item", this.entry, item).catch(() => {}); // without it a log is drawn without its looks
    const body = JSON.stringify({ revision, claimed_at: this.claimedAt, ...told });
    const media = new Set(answers.media.map(({ id }) => id));
    const things = [{ kind: "entry", entry: this.entry, revision, type: "application/json", body }];
    await save(things, { staged, instead: (row) => row.entry === this.entry && overtaken(row, media) });
    await drawn;
    Object.assign(this, { revision, told: answers, look });
  }

  /** Take it back, as if it had never been when nothing of it was on its way. */
  async takeBack() {
    this.held = await letGo(this.entry);
    if (this.held) await this.vault?.delete("item", this.entry);
    else await this.keep({ ...this.told, taken_back: true }, this.look);
  }

  async putBack() {
    await this.keep({ ...this.told, taken_back: false }, this.look, this.held ?? []);
    this.held = null;
  }
}

/** What a newer revision makes void: a refusal of an older one, and photos that it does not list. */
function overtaken(row, media) {
  if (row.state === "sent") return false;
  return row.kind === "media" ? !media.has(row.thing) && row.state !== "staged" : row.state === "refused";
}

/**
 * The day of today. `rendered` is the day of the page, which may have been kept for days; then the phone knows better, unless
 * its clock is mad.
 */
export async function today(rendered) {
  const skew = (await recall("skew").catch(() => 0)) ?? 0;
  const now = new Date(Date.now() + skew);
  const here = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  const later = (Date.parse(here) - Date.parse(rendered)) / 86_400_000;
  return later > 0 && later <= LONGEST_OFFLINE ? here : rendered;
}
