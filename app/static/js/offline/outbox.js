// What waits on this phone to be sent, sealed; of everybody who used it. Any page sends it, whoever is signed in.
//
// A row of `outbox`: `{id, device, kind, entry, thing, revision, digest, sequence, state, reason, attempts, since, sentAt}`.
// `thing` is the id that the receipt says back. States: "staged" (a photo of which the log is not saved yet: not sent),
// "waiting", "refused" (`reason` {code, text, status}: for good, until the student does something about it) and "sent" (its
// envelope is kept for some days, for a server that had to go back to a backup).
import { STRICT, listen, noteTime, recall, remember, store, tell } from "./store.js";

const FOR_GOOD = new Set([409, 413, 415, 422]);
const OURS = "urn:werkbrug:"; // how our own server names its refusals
const PATIENCE = 60_000;
const SLOWEST = 10; // bytes a millisecond
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 30_000;
const KEEP_SENT = 7 * 24 * 3600 * 1000;

/** The stores of a row and its envelope. */
export const BOTH = ["outbox", "envelopes"];

/** Who is signed in on this page, as the server wrote it there: {device, token, key, public}, or null. */
export function sender() {
  const { device, token, key, public: publicKey } = document.documentElement.dataset;
  return token ? { device, token, key, public: publicKey } : null;
}

// ---------------------------------------------------------------- what there is

/** All rows in order of their sequence; of one device when that is named. */
export async function rows(device) {
  const found = await (await store()).getAll("outbox");
  return found.filter((row) => !device || row.device === device).sort((one, other) => one.sequence - other.sequence);
}

/** Drop the rows that `which(row)` picks, and their envelopes. Answers those that went. */
export async function remove(which) {
  const work = (await store()).transaction(BOTH, "readwrite", STRICT);
  const gone = await dropRows(work, which);
  await work.done;
  if (gone.length) tell({ changed: true });
  return gone;
}

/** The same within a transaction on `BOTH`. */
export async function dropRows(work, which) {
  const [outbox, letters] = BOTH.map((name) => work.objectStore(name));
  const gone = (await outbox.getAll()).filter(which);
  await Promise.all(gone.flatMap(({ id }) => [outbox.delete(id), letters.delete(id)]));
  return gone;
}

/** Rows that arrived and that `which(row)` picks go again: the server went back to a backup. */
export async function sendAgain(which) {
  const work = (await store()).transaction("outbox", "readwrite", STRICT);
  for (const row of await work.store.getAll()) {
    if (row.state === "sent" && which(row)) work.store.put({ ...row, state: "waiting" });
  }
  await work.done;
  changed();
}

// ---------------------------------------------------------------- sending

let running = null;
let again = false;
let pause = FIRST_PAUSE;
let timer = 0;

/** Send what waits, until nothing can be sent now. One page at a time does. Resolves when this round is over. */
export function run() {
  again = true;
  running ??= rounds()
    .catch(() => setTimeout(run, LONGEST_PAUSE)) // the storage was away for a moment
    .finally(() => {
      running = null;
    });
  return running;
}

async function rounds() {
  while (again) {
    again = false;
    await navigator.locks.request("werkbrug-outbox", round);
  }
}

/** Start sending: now, when something is saved, when there is a network again, when the page is looked at, and in between. */
export function keepSending() {
  const soon = () => {
    pause = FIRST_PAUSE;
    void run();
  };
  addEventListener("online", soon);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon());
  listen(({ changed: something }) => something && schedule().catch(() => {}));
  soon();
}

async function schedule() {
  const waits = next(await rows(), new Set());
  clearTimeout(timer);
  if (!waits) return;
  timer = setTimeout(() => {
    pause = Math.min(pause * 2, LONGEST_PAUSE);
    void run();
  }, pause);
}

async function round() {
  const held = new Set(); // entries of which something did not go: the rest of them waits for the next round
  for (;;) {
    const row = next(await rows(), held);
    if (!row) break;
    const outcome = await send(row);
    if (outcome === "sent") pause = FIRST_PAUSE;
    if (outcome === "held" || outcome === "gone") held.add(row.entry);
    if (outcome === "no-network") break;
  }
  await forgetOldSent();
  await schedule();
}

/** The next that may go: an entry before its photos, in order, and no photo of an entry that did not arrive. */
function next(all, held) {
  const waiting = all.filter((row) => row.state === "waiting" && !held.has(row.entry));
  const first = (kind) => waiting.find((row) => (kind === "media") === (row.kind === "media"));
  const letter = first("entry");
  if (letter) return letter;
  const stuck = new Set(all.filter((row) => row.kind === "entry" && refusedOnly(all, row.entry)).map((row) => row.entry));
  return waiting.find((row) => row.kind === "media" && !stuck.has(row.entry));
}

/** Whether the newest revision of an entry was refused: its photos have nothing to hang on. */
function refusedOnly(all, entry) {
  return all.filter((row) => row.kind === "entry" && row.entry === entry).at(-1)?.state === "refused";
}

async function send(row) {
  const bytes = await tried(row);
  if (!bytes) return "gone";
  const patience = new AbortController();
  const timeout = setTimeout(() => patience.abort(), PATIENCE + bytes.byteLength / SLOWEST);
  let answer;
  try {
    answer = await fetch(`/api/sealed/${row.id}`, {
      method: "PUT",
      body: bytes,
      headers: { "Content-Type": "application/hpke" },
      signal: patience.signal,
      redirect: "error",
      cache: "no-store",
    });
    const told = await json(answer);
    if (answer.ok && told && echoes(told, row)) {
      await settle(row, { state: "sent", sentAt: Date.now() });
      await noteTime(answer);
      return "sent";
    }
    // Only our own server refuses for good; anything else may be a portal or a proxy on the way.
    if (told?.type?.startsWith(OURS) && FOR_GOOD.has(answer.status)) {
      const reason = { status: answer.status, code: told.type.slice(OURS.length), text: told.title };
      await settle(row, { state: "refused", reason });
      return "refused";
    }
    return "held";
  } catch {
    return answer ? "held" : "no-network";
  } finally {
    clearTimeout(timeout);
  }
}

/** Write down that this row is on its way now, and give its bytes; nothing when it went meanwhile. */
async function tried({ id }) {
  const work = (await store()).transaction(BOTH, "readwrite", STRICT);
  const row = await work.objectStore("outbox").get(id);
  const bytes = await work.objectStore("envelopes").get(id);
  if (row?.state === "waiting") work.objectStore("outbox").put({ ...row, attempts: row.attempts + 1 });
  await work.done;
  return row?.state === "waiting" ? bytes : undefined;
}

async function settle({ id }, news) {
  const work = (await store()).transaction("outbox", "readwrite", STRICT);
  const row = await work.store.get(id);
  if (row) work.store.put({ ...row, ...news });
  await work.done;
  changed();
}

function changed() {
  tell({ changed: true });
}

function echoes(receipt, { thing, revision, digest }) {
  return receipt.id === thing && receipt.digest === digest && (revision === undefined || receipt.revision === revision);
}

async function json(answer) {
  if (!/^application\/(problem\+)?json\b/.test(answer.headers.get("Content-Type") ?? "")) return null;
  return answer.json().catch(() => null);
}

async function forgetOldSent() {
  const old = ({ state, sentAt }) => state === "sent" && Math.abs(Date.now() - sentAt) > KEEP_SENT;
  if ((await rows()).some(old)) await remove(old);
}

/** The last number that this phone gave out for a device. */
export async function lastSequence(device) {
  return (await recall("sequence"))?.[device] ?? 0;
}

/** Go on counting after `last`, when this phone forgot how far it was. */
export function continueFrom(device, last) {
  return remember(["sequence"], (now) => {
    now.sequence = { ...now.sequence, [device]: Math.max(now.sequence?.[device] ?? 0, last) };
  });
}
