// What this phone holds of the one who is signed in: drafts, what waits as it is drawn, pages for offline. A database of
// their own, each value encrypted under a key that cannot leave it; leaving destroys key and database. For pages and the
// worker.
import { deleteDB, openDB } from "../../vendor/idb-8.0.4/idb.js";
import { STRICT, recall, remember, store, tell } from "./store.js";

const VALUES = "values";
const KEY = "key";
let held = null; // the vault that was opened last

/** The encrypted values of one person. They may hold Uint8Arrays and ArrayBuffers, which come back as Uint8Arrays. */
class Vault {
  #db;
  #key;

  constructor(name, device, db, key) {
    this.name = name;
    this.device = device;
    this.#db = db;
    this.#key = key;
  }

  async put(kind, key, value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(this.#with(iv, kind, key), this.#key, pack(value));
    await this.#db.put(VALUES, { iv, sealed }, [kind, key]);
  }

  /** The value, or undefined. */
  async get(kind, key) {
    const row = await this.#db.get(VALUES, [kind, key]);
    return row && this.#open(row, kind, key);
  }

  /** All of a kind, as `[key, value]` in order of their keys. */
  async all(kind) {
    const range = ofKind(kind);
    const work = this.#db.transaction(VALUES);
    const [keys, rows] = await Promise.all([work.store.getAllKeys(range), work.store.getAll(range)]);
    return Promise.all(keys.map(async ([, key], place) => [key, await this.#open(rows[place], kind, key)]));
  }

  /** The keys of a kind, in order. */
  async keys(kind) {
    return (await this.#db.getAllKeys(VALUES, ofKind(kind))).map(([, key]) => key);
  }

  async delete(kind, key) {
    await this.#db.delete(VALUES, [kind, key]);
  }

  close() {
    this.#db.close();
  }

  async #open(row, kind, key) {
    return unpack(await crypto.subtle.decrypt(this.#with(row.iv, kind, key), this.#key, row.sealed));
  }

  #with(iv, kind, key) {
    return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${kind} ${key}`) };
  }
}

function ofKind(kind) {
  return IDBKeyRange.bound([kind], [kind, []]);
}

/**
 * The vault of who is signed in on this device, made if it is not there yet; that of anybody before is destroyed. Null
 * while somebody is leaving: what still comes in of theirs is not kept.
 */
export function enter(device) {
  return navigator.locks.request("werkbrug-vault", async () => {
    const person = await recall("person");
    if (await recall("leaving")) return null;
    if (person?.device === device) {
      const vault = await open(person);
      if (vault) return vault;
    }
    const fresh = { device, db: `werkbrug-${crypto.randomUUID()}` };
    await remember(["person", "doomed"], (now) => {
      now.doomed = [...(now.doomed ?? []), ...(now.person ? [now.person.db] : []), fresh.db];
    });
    const db = await openVault(fresh.db);
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await db.put(KEY, key, KEY);
    db.close();
    await remember(["person", "doomed"], (now) => {
      now.person = fresh;
      now.doomed = now.doomed.filter((name) => name !== fresh.db);
    });
    await dropStaged((row) => row.device !== device);
    await destroyDoomed();
    return open(fresh);
  });
}

/** The vault of who is here, or null. */
export async function current() {
  const [person, leaving] = await Promise.all([recall("person"), recall("leaving")]);
  return person && !leaving ? open(person) : null;
}

/** The one who is here leaves: their vault is destroyed at once, other pages hear it, and the server has still to be told. */
export async function leave() {
  await remember(["leaving", "person", "doomed"], (now) => {
    now.leaving = true;
    if (now.person) now.doomed = [...(now.doomed ?? []), now.person.db];
    now.person = undefined;
  });
  tell({ left: true });
  await dropStaged(() => true);
  await destroyDoomed();
}

/** Destroy what a phone that was switched off half-way left behind. */
export async function destroyDoomed() {
  for (const name of (await recall("doomed")) ?? []) {
    if (held?.name === name) held = null;
    const db = await openVault(name);
    await db.transaction([KEY, VALUES], "readwrite", STRICT).objectStore(KEY).clear();
    db.close();
    await deleteDB(name);
    await remember(["doomed"], (now) => {
      const rest = (now.doomed ?? []).filter((other) => other !== name);
      now.doomed = rest.length ? rest : undefined;
    });
  }
}

/** Envelopes of photos of which the log was never saved. */
async function dropStaged(which) {
  const work = (await store()).transaction(["outbox", "envelopes"], "readwrite");
  for (const row of await work.objectStore("outbox").getAll()) {
    if (row.state !== "staged" || !which(row)) continue;
    work.objectStore("outbox").delete(row.id);
    work.objectStore("envelopes").delete(row.id);
  }
  await work.done;
}

async function open({ db: name, device }) {
  if (held?.name === name) return held;
  const db = await openVault(name);
  const key = await db.get(KEY, KEY);
  if (!key) {
    db.close();
    return null;
  }
  held = new Vault(name, device, db, key);
  return held;
}

function openVault(name) {
  return openDB(name, 1, {
    upgrade(db) {
      db.createObjectStore(KEY);
      db.createObjectStore(VALUES);
    },
    blocking: (_old, _new, event) => {
      if (held?.name === name) held = null;
      event.target.close();
    },
  });
}

// ---------------------------------------------------------------- values as bytes

/** `u32 length of the JSON || JSON || pieces`; a piece stands in the JSON as `{"$bytes": [from, to]}`. */
function pack(value) {
  const pieces = [];
  let at = 0;
  const text = JSON.stringify(value, (_name, part) => {
    if (!(part instanceof ArrayBuffer || ArrayBuffer.isView(part))) return part;
    const piece = part instanceof ArrayBuffer ? new Uint8Array(part) : new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    pieces.push([at, piece]);
    at += piece.length;
    return { $bytes: [at - piece.length, at] };
  });
  const json = new TextEncoder().encode(text);
  const packed = new Uint8Array(4 + json.length + at);
  new DataView(packed.buffer).setUint32(0, json.length);
  packed.set(json, 4);
  for (const [from, piece] of pieces) packed.set(piece, 4 + json.length + from);
  return packed;
}

function unpack(buffer) {
  const packed = new Uint8Array(buffer);
  const start = 4 + new DataView(buffer).getUint32(0);
  const text = new TextDecoder().decode(packed.subarray(4, start));
  return JSON.parse(text, (_name, part) => (part?.$bytes ? packed.slice(start + part.$bytes[0], start + part.$bytes[1]) : part));
}
