// Keeping on this phone what was made on this page: sealed, and written down before anybody hears that it is saved.
import { BOTH, dropRows, remove, run, sender } from "./outbox.js";
import { STRICT, store, tell } from "./store.js";

const AFTER_THE_TICK = 50; // what waits for a save shows first

/** Why something could not be kept on the phone: "full" or "broken". */
export class NotKept extends Error {
  constructor(why, cause) {
    super(why, { cause });
    this.why = why;
  }
}

/**
 * Seal things `{kind, entry, media, thing, revision, type, body}` (`body`: bytes or text) and keep them, with those that
 * were staged before (their ids) and instead of those rows that `instead(row)` picks, in one transaction: when this
 * resolves, they are on the disk and will be sent. Answers the rows. Rejects with NotKept; then nothing changed.
 */
export async function save(things, { staged = [], instead = null, by = sender() } = {}) {
  const kept = await keep(things, by, { state: "waiting", staged, instead });
  setTimeout(() => {
    tell({ changed: true });
    void run();
  }, AFTER_THE_TICK);
  askToStay().catch(() => {});
  return kept;
}

/** Browsers make room by clearing sites, unless they promised not to. Asked once there is something to lose. */
async function askToStay() {
  const kept = navigator.storage;
  if (kept?.persist && !(await kept.persisted())) await kept.persist();
}

/** Seal things and keep them without sending them yet; `save` or `unstage` decides. Answers the rows. */
export async function stage(things, { by = sender() } = {}) {
  return keep(things, by, { state: "staged" });
}

/** Forget what was staged. */
export function unstage(ids) {
  return remove((row) => row.state === "staged" && ids.includes(row.id));
}

async function sealed(things, by) {
  const { seal } = await import("./seal.js");
  const early = things.length === 1 && ahead.get(by.device);
  if (early) ahead.delete(by.device); // nobody else gets it
  const first = (await early) || (await nextSequences(by.device, things.length));
  return Promise.all(
    things.map(async ({ kind, entry, media, thing, revision, type, body }, place) => {
      const sequence = first + place;
      const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
      const header = { device: by.token, sequence, kind, entry, ...(media && { media }), type };
      const envelope = await seal(header, bytes, by);
      const row = {
        id: envelope.id,
        device: by.device,
        kind,
        entry,
        thing: thing ?? media ?? entry,
        revision,
        digest: envelope.digest,
        sequence,
        attempts: 0,
        since: Date.now(),
      };
      return { row, bytes: envelope.bytes };
    }),
  );
}

const ahead = new Map(); // a device to a promise of a number that was taken beforehand

/** Take a number for what will be saved soon, so that saving it takes a moment less. */
export function takeAhead({ device } = sender()) {
  if (!ahead.has(device)) ahead.set(device, nextSequences(device, 1).catch(() => 0));
}

/** Numbers nobody else on this phone gets; those of what is never kept are lost, which harms nobody. */
async function nextSequences(device, howMany) {
  const work = (await store()).transaction("now", "readwrite");
  const sequence = (await work.store.get("sequence")) ?? {};
  const last = sequence[device] ?? 0;
  sequence[device] = last + howMany;
  work.store.put(sequence, "sequence");
  await work.done;
  return last + 1;
}

/** Sealed and written; when the phone is full, without what was kept of things that arrived. */
async function keep(things, by, how) {
  try {
    const envelopes = await sealed(things, by);
    try {
      return await write(envelopes, how);
    } catch (error) {
      if (error?.name !== "QuotaExceededError") throw error;
      await remove((row) => row.state === "sent");
      return await write(envelopes, how);
    }
  } catch (error) {
    throw new NotKept(error?.name === "QuotaExceededError" ? "full" : "broken", error);
  }
}

async function write(envelopes, { state, staged = [], instead = null }) {
  const work = (await store()).transaction(BOTH, "readwrite", STRICT);
  const [outbox, letters] = BOTH.map((name) => work.objectStore(name));
  const kept = envelopes.map(({ row }) => ({ ...row, state }));
  const done = work.done.then(
    () => null,
    (error) => error,
  );
  const parts = [];
  try {
    if (instead) parts.push(dropRows(work, instead));
    for (const [place, row] of kept.entries()) {
      parts.push(outbox.put(row));
      parts.push(letters.put(envelopes[place].bytes, row.id));
    }
    for (const id of staged) parts.push(release(outbox, id, kept));
    await Promise.all(parts);
  } catch (error) {
    try {
      work.abort();
    } catch {
      // it was over by itself
    }
    await Promise.allSettled(parts);
    const why = await done;
    throw why?.name === "QuotaExceededError" ? why : error;
  }
  const error = await done;
  if (error) throw error;
  return kept;
}

async function release(outbox, id, kept) {
  const row = await outbox.get(id);
  if (!row) throw new Error("what was staged is gone");
  kept.push({ ...row, state: "waiting", since: Date.now() });
  return outbox.put(kept.at(-1));
}

/**
 * Keep an entry from going, if nothing of it was ever on its way; its photos are staged again. Answers their ids, or null
 * if something may have arrived.
 */
export async function letGo(entry) {
  const work = (await store()).transaction(BOTH, "readwrite", STRICT);
  const outbox = work.objectStore("outbox");
  const its = (await outbox.getAll()).filter((row) => row.entry === entry);
  const unsent = its.length > 0 && its.every((row) => row.attempts === 0 && row.state === "waiting");
  const photos = unsent ? its.filter((row) => row.kind === "media") : [];
  if (unsent) await dropRows(work, (row) => row.entry === entry && row.kind !== "media");
  await Promise.all(photos.map((row) => outbox.put({ ...row, state: "staged" })));
  await work.done;
  if (!unsent) return null;
  tell({ changed: true });
  return photos.map(({ id }) => id);
}
