// What phone and server know of each other: what waits here, what the server lost, what is gone here.
import { continueFrom, lastSequence, rows, run, sendAgain } from "./outbox.js";
import { count } from "./status.js";
import { listen, noteTime, recall, remember } from "./store.js";

const MOST = 1_000;
const CALM = 3_000; // most things that are saved are sent before
let timer = 0;
let reporting = Promise.resolve();

/** Tell and ask now, when this page is looked at again, and tell whenever what waits changes. */
export function keepReporting(device) {
  const soon = (act) => (reporting = reporting.then(act).catch(() => {}));
  soon(() => compare(device));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon(() => compare(device)));
  addEventListener("online", () => soon(() => compare(device)));
  listen(({ changed }) => {
    if (!changed) return;
    clearTimeout(timer);
    timer = setTimeout(() => soon(() => report(device)), CALM);
  });
}

/** What the server knows of this phone, beside what is here. */
async function compare(device) {
  const here = await rows(device); // before asking: what arrives meanwhile is not missing
  const answer = await fetch("/api/changes", { cache: "no-store" });
  if (!answer.ok) return;
  const { phone, entries = [] } = await answer.json();
  await noteTime(answer);
  const emptied = (await lastSequence(device)) < phone.last_sequence || (phone.waiting > 0 && !here.length && (await told(device)) === undefined);
  await report(device, { again: emptied });
  if (emptied) {
    sayMissing(phone.waiting + phone.gone);
    await continueFrom(device, phone.last_sequence);
  }
  const lost = lostThere(here, phone.last_sequence, entries);
  if (lost) {
    await sendAgain(lost);
    void run();
  }
}

/** Which rows the server had and lost, because it went back to a backup; nothing when it lost none. */
function lostThere(here, last, entries) {
  const sent = here.filter(({ state }) => state === "sent");
  if (sent.some(({ sequence }) => sequence > last)) return (row) => sent.some(({ id }) => id === row.id);
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const missed = ({ kind, entry, thing, revision }) => {
    const there = known.get(entry);
    if (!there) return false;
    return kind === "media" ? there.awaits?.includes(thing) : there.revision < revision;
  };
  const ids = new Set(sent.filter(missed).map(({ id }) => id));
  return ids.size ? (row) => ids.has(row.id) : null;
}

/** Tell what waits here, if that is something else than what was told last. */
async function report(device, { again = false } = {}) {
  const waiting = (await rows(device)).filter(({ state }) => state === "waiting" || state === "refused");
  const entries = [...new Set(waiting.map(({ entry }) => entry))].sort().slice(0, MOST);
  if (!again && entries.join() === ((await told(device)) ?? "")) return;
  const answer = await fetch("/api/phone/waiting", {
    method: "PUT",
    body: JSON.stringify({ entries, last_sequence: await lastSequence(device) }),
    headers: { "Content-Type": "application/json" },
    cache: "no-store",
  });
  await answer.arrayBuffer(); // an answer that nobody reads to its end keeps its connection
  if (answer.ok) await remember(["told"], (now) => (now.told = { [device]: entries.join() }));
}

/** The entries that were told last, from this device. */
async function told(device) {
  return (await recall("told"))?.[device];
}

function sayMissing(n) {
  const place = document.getElementById("missing");
  if (!place || !n) return;
  count(place.querySelector("[data-one]"), n);
  place.hidden = false;
}
