// The files of the app, in a cache of each version: what is on the list and no more. Nothing of them is personal.
import { recall } from "../offline/store.js";

const NAME = "app-";
const PRINT = "Content-Print";
let kept = { version: "", files: "", student: [], supervisor: [], pages: [], languages: [] };

export function setUp(told) {
  kept = told;
}

export function version() {
  return kept.version;
}

function own() {
  return caches.open(NAME + kept.version);
}

/** Keep files `[name, print]` and pages `[address, print]`. What an earlier version has already is not fetched again. */
export async function fill(files, pages = []) {
  const [cache, there] = await Promise.all([own(), alreadyThere()]);
  const wanted = [...files.map(([name, print]) => [kept.files + name, print]), ...pages];
  await Promise.all(
    wanted.map(async ([address, print]) => {
      if (!(await cache.match(address))) await cache.put(address, there.get(print)?.clone() ?? (await fetched(address, print)));
    }),
  );
}

/** The files for who looks through the queue as well. */
export function fillForSupervisor() {
  return fill(kept.supervisor);
}

async function alreadyThere() {
  const found = new Map();
  for (const name of await caches.keys()) {
    if (!name.startsWith(NAME)) continue;
    for (const answer of await (await caches.open(name)).matchAll()) found.set(answer.headers.get(PRINT), answer);
  }
  return found;
}

/** A file as the server meant it: what a portal on the way says instead is not kept. */
async function fetched(address, print) {
  const answer = await fetch(address, { credentials: "omit", redirect: "error" });
  const bytes = await answer.arrayBuffer();
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest.subarray(0, 6), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== print) throw new TypeError(`another file at ${address}`);
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name);
  headers.set(PRINT, print);
  return new Response(bytes, { headers });
}

/** Forget the files of earlier versions. */
export async function keepOnly() {
  const others = (await caches.keys()).filter((name) => name.startsWith(NAME) && name !== NAME + kept.version);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** A file of ours: kept, or else from `elsewhere(request)`; without a network the one of that name that is here. */
export async function file(request, elsewhere) {
  const found = await caches.match(request.url);
  if (found) return found;
  try {
    return await elsewhere(request);
  } catch (error) {
    const name = new URL(request.url).pathname.split("/").slice(3).join("/");
    const same = await (await own()).match(kept.files + name);
    if (same) return same;
    throw error;
  }
}

/** Whether a file is kept. */
export async function isKept(address) {
  return Boolean(await (await own()).match(address));
}

/** A page that is about nobody, in the language that this phone was used in last. */
export async function impersonal(name) {
  const asked = (await recall("language").catch(() => null)) ?? navigator.language.split("-")[0];
  const language = kept.languages.includes(asked) ? asked : kept.languages[0];
  const page = await caches.match(`/offline/${language}/${name}`);
  return page ?? Response.error();
}
