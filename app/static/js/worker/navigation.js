// Going to a page: from the network when it answers, as last seen when it does not. Who is leaving has left first.
import { recall, remember } from "../offline/store.js";
import { current, enter, leave } from "../offline/vault.js";
import { impersonal } from "./files.js";
import { forgetPages, keep, keptPages, lastSeen, placeOf, whose } from "./pages.js";

const PATIENCE = 4_000; // for the network, when the page was seen before
const PATIENCE_TO_LEAVE = 10_000;
const NOBODY = "nobody";
const SIGNING_IN = /^\/(sign-in|badge\/sign-in|invitation\/.+|me\/memberships\/.+|demo.*)$/;
const ENTRY = /^\/review\/[0-9a-f-]{36}$/;

/** Whether somebody "left" on this phone: the server is told before anything else, and as long as it does not know, "still". */
async function leaving() {
  if (!(await recall("leaving").catch(() => false))) return "";
  try {
    const signal = AbortSignal.timeout(PATIENCE_TO_LEAVE);
    const answer = await fetch("/sign-out", { method: "POST", signal, cache: "no-store" });
    if (whose(answer) !== NOBODY) return "still"; // a portal on the way would say anything
    await remember(["leaving"], (now) => (now.leaving = undefined));
    return "left";
  } catch {
    return "still";
  }
}

/** A page. */
export async function open(event, url) {
  const gone = await leaving();
  if (gone === "still") return impersonal("signed-out");
  const place = placeOf(url);
  // What the browser asked for already, it asked for in the name of the one who left.
  const network = arrive(gone ? fetch(event.request) : asked(event), place);
  event.waitUntil(network.then(({ kept }) => kept).catch(() => null));
  const vault = await current().catch(() => null);
  const pages = vault ? await keptPages(vault).catch(() => []) : [];
  if (!pages.includes(place.key)) {
    return network.then(({ answer }) => answer, () => elsewhere(url, pages));
  }
  const answer = await Promise.race([network.then(ours, () => null), later(PATIENCE)]);
  return answer ?? (await seenBefore(place.key)) ?? network.then(({ answer: late }) => late, () => impersonal("not-here"));
}

/** The network's answer, which the browser may have asked for already. */
async function asked(event) {
  return (await event.preloadResponse) ?? fetch(event.request);
}

/** That answer, and a promise of when its page is `kept`. */
async function arrive(coming, { key, exact }) {
  const answer = await coming;
  const device = whose(answer);
  if (device === NOBODY) await forgetPages().catch(() => null);
  if (!device || device === NOBODY) return { answer };
  const there = await current().catch(() => null);
  // Another's page: entering destroys the vault of the one before, before it is shown.
  const vault = there?.device === device ? there : await enter(device).catch(() => null);
  const kept = vault && exact ? keep(vault, key, answer.clone()) : null;
  return { answer, kept };
}

/** The answer, if it is what this address should answer: not what a portal says, and not that the server is away. */
function ours({ answer }) {
  return answer.status >= 500 || (answer.status === 200 && !whose(answer)) ? null : answer;
}

async function seenBefore(key) {
  const vault = await current().catch(() => null);
  return vault && lastSeen(vault, key).catch(() => null);
}

/** Without a network: the beginning leads to one's own first page. */
function elsewhere({ pathname }, pages) {
  const first = ["/today", "/review"].find((path) => pages.includes(path));
  return pathname === "/" && first ? Response.redirect(first) : impersonal("not-here");
}

function later(time) {
  return new Promise((resolve) => setTimeout(resolve, time, null));
}

// ---------------------------------------------------------------- sending a form

/** A form that a page sends. */
export async function send({ request }, url) {
  const { pathname } = url;
  if ((await leaving()) === "still") return impersonal("signed-out");
  if (pathname === "/share") return share(request);
  if (pathname === "/sign-out") await leave().catch(() => null);
  if (SIGNING_IN.test(pathname)) await forgetPages().catch(() => null);
  const copy = ENTRY.test(pathname) && request.clone();
  try {
    return await fetch(request);
  } catch {
    if (copy && (await keepForPage(pathname, copy))) return Response.redirect(pathname, 303);
    return impersonal(pathname === "/sign-out" ? "signed-out" : "not-sent");
  }
}

/** A review that did not go: its page, as it was last seen, takes it from here. */
async function keepForPage(pathname, request) {
  const vault = await current().catch(() => null);
  if (!vault || !(await keptPages(vault)).includes(pathname)) return false;
  const fields = new URLSearchParams(await request.formData()).toString();
  await vault.put("draft", `unsent ${pathname}`, { fields });
  return true;
}

/** Photos from the phone's gallery: the log's page takes them from here. */
async function share(request) {
  const vault = await current().catch(() => null);
  if (!vault || (await vault.get("me", "role")) !== "student") return Response.redirect("/", 303);
  try {
    const photos = (await request.formData()).getAll("photo").filter(({ size }) => size);
    const files = await Promise.all(photos.map(async (photo) => ({ type: photo.type, bytes: await photo.arrayBuffer() })));
    await vault.put("draft", "shared", { files });
    return Response.redirect("/log?shared=yes", 303);
  } catch {
    return Response.redirect("/log?shared=no", 303);
  }
}
