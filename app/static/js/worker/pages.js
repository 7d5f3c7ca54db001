// Pages as they were last seen, encrypted in the vault of the one whose pages they are: whole, with the rules that the
// server sent along, and their pictures.
import { current } from "../offline/vault.js";
import { isKept, version } from "./files.js";

const PAGE = "page";
const IMAGE = "image";
const IMAGES = /<img\b[^>]*?\ssrc="(\/[^"]+)"/g;
const OF_THE_WIRE = new Set(["content-encoding", "content-length", "date", "transfer-encoding", "vary"]);
const WITH_SEARCH = new Set(["/review?list=1"]);

/** Whose page an answer is: a device, "nobody", or null for a page that is not kept (or an answer that is not ours). */
export function whose(answer) {
  return answer.headers.get("Opens-Offline");
}

/** Under what an address is kept; `exact` is false when it asks for more than what is kept. */
export function placeOf({ pathname, search }) {
  const exact = !search || WITH_SEARCH.has(pathname + search);
  return { key: exact ? pathname + search : pathname, exact };
}

/** Keep a page and the pictures on it. */
export async function keep(vault, key, answer) {
  const headers = [...answer.headers].filter(([name]) => !OF_THE_WIRE.has(name));
  const text = await answer.text();
  const images = [...new Set(Array.from(text.matchAll(IMAGES), ([, address]) => address))];
  await vault.put(PAGE, key, { text, headers, images, seenAt: Date.now(), version: version() });
  for (const address of images) await keepPicture(vault, address).catch(() => null);
}

export function keptPages(vault) {
  return vault.keys(PAGE);
}

/** A kept page as it was put, or undefined. */
export function keptPage(vault, key) {
  return vault.get(PAGE, key);
}

/** A page as it was last seen, which says when that was; or null. */
export async function lastSeen(vault, key) {
  const page = await vault.get(PAGE, key);
  if (!page) return null;
  const moment = inWords(page.seenAt, page.text.match(/<html lang="([a-z]+)"/)?.[1]);
  const text = page.text
    .replace("<html ", `<html data-seen-at="${page.seenAt}" `)
    .replace('id="seen-before" hidden', 'id="seen-before"')
    .replaceAll("<time></time>", `<time>${moment}</time>`);
  return new Response(text, { headers: page.headers });
}

/** *gisteren 11:20*, or *12 november 11:20*. */
function inWords(at, language) {
  const moment = new Date(at);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86_400_000);
  const day =
    days === 0 || days === 1
      ? new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-days, "day")
      : moment.toLocaleDateString(language, { day: "numeric", month: "long" });
  return `${day} ${moment.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" })}`;
}

/** Forget all pages but those named, and the pictures that are on none of the others. */
export async function forgetOthers(vault, keys) {
  const shown = new Set();
  for (const key of await vault.keys(PAGE)) {
    if (keys.has(key)) for (const address of (await vault.get(PAGE, key)).images) shown.add(address);
    else await vault.delete(PAGE, key);
  }
  for (const address of await vault.keys(IMAGE)) if (!shown.has(address)) await vault.delete(IMAGE, address);
}

/** Forget what the one who was here saw: somebody else may be here now. Drafts stay until that is sure. */
export async function forgetPages() {
  const vault = await current();
  if (vault) await forgetOthers(vault, new Set());
}

// ---------------------------------------------------------------- pictures

const arriving = new Map();

/** The answer to a request for a picture: kept ones are not fetched again. */
export async function picture(request) {
  const vault = await current().catch(() => null);
  const image = vault && (await kept(vault, new URL(request.url).pathname).catch(() => null));
  return image ? drawn(image) : fetch(request);
}

async function keepPicture(vault, address) {
  if (!(await isKept(address))) await kept(vault, address);
}

/** A picture from the vault, or fetched into it: once, also when a page wants it while it is being kept. */
function kept(vault, address) {
  const name = `${vault.device} ${address}`;
  if (!arriving.has(name)) {
    arriving.set(
      name,
      seenOrFetched(vault, address).finally(() => arriving.delete(name)),
    );
  }
  return arriving.get(name);
}

async function seenOrFetched(vault, address) {
  const seen = await vault.get(IMAGE, address).catch(() => null);
  if (seen) return seen;
  const image = await fetchPicture(address);
  await vault.put(IMAGE, address, image).catch(() => null);
  return image;
}

async function fetchPicture(address) {
  const answer = await fetch(address);
  const type = answer.headers.get("Content-Type") ?? "";
  if (!answer.ok || !type.startsWith("image/")) throw new TypeError("no picture");
  return { type, bytes: await answer.arrayBuffer() };
}

function drawn({ type, bytes }) {
  return new Response(bytes, { headers: { "Content-Type": type, "Cache-Control": "no-store" } });
}
