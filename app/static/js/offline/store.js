// What this phone holds for all who use it: who is here now, and the sealed envelopes that wait. Nothing in it can be
// read by anybody but the server. And what pages tell each other of it. For pages and the worker.
import { openDB } from "../../vendor/idb-8.0.4/idb.js";

/** For writes that promise something: done means that it is on the disk. */
export const STRICT = { durability: "strict" };

const MINUTE = 60_000;
let opened = null;

/**
 * The database: `now` (`person` {device, db}, `leaving`, `doomed` [names of vaults to destroy], `sequence` {device: n}, …),
 * `outbox` (a row per envelope, see outbox.js) and `envelopes` (id to ArrayBuffer).
 */
export function store() {
  opened ??= openDB("werkbrug", 1, {
    upgrade(db) {
      db.createObjectStore("now");
      db.createObjectStore("outbox", { keyPath: "id" });
      db.createObjectStore("envelopes");
    },
    blocking(_old, _new, event) {
      event.target.close();
      forget();
    },
    terminated: forget,
  });
  opened.catch(forget);
  return opened;
}

function forget() {
  opened = null;
}

/** The value under a key of `now`. */
export async function recall(key) {
  return (await store()).get("now", key);
}

/** Change what stands under keys of `now`, all or none: `change(values)` gets and alters an object of them. */
export async function remember(keys, change) {
  const work = (await store()).transaction("now", "readwrite", STRICT);
  const values = {};
  for (const key of keys) values[key] = await work.store.get(key);
  change(values);
  for (const key of keys) {
    if (values[key] === undefined) work.store.delete(key);
    else work.store.put(values[key], key);
  }
  await work.done;
  return values;
}

/** Note by how much this phone's clock is wrong, from an answer of our server; small differences are none. */
export async function noteTime(answer) {
  const skew = Date.parse(answer.headers.get("Date")) - Date.now();
  if (Number.isNaN(skew)) return;
  const right = Math.abs(skew) < MINUTE ? undefined : skew;
  const known = await recall("skew");
  if (Math.abs((right ?? 0) - (known ?? 0)) >= MINUTE) await remember(["skew"], (now) => (now.skew = right));
}

// ---------------------------------------------------------------- telling

// `{left}`: who was here is gone; `{changed}`: something else waits than before.
const listeners = new Set();
const channel = globalThis.BroadcastChannel && new BroadcastChannel("werkbrug");
channel?.addEventListener("message", ({ data }) => hear(data));

function hear(message) {
  for (const listener of listeners) listener(message);
}

/** Tell all pages, this one too. */
export function tell(message) {
  channel?.postMessage(message);
  hear(message);
}

/** Run `listener(message)` for all that is told from now on. */
export function listen(listener) {
  listeners.add(listener);
}
