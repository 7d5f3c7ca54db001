// What waits on this phone of who is here, put together, and always in view: a line on every page of a student, cards
// where there is a place for them. A log is an entry and its photos.
import { rows } from "./outbox.js";
import { listen } from "./store.js";
import { current } from "./vault.js";

const LONG = 2 * 24 * 3600 * 1000;
let cards; // loaded when there is one to draw

/**
 * The logs of which something is still here, oldest first: `{entry, rows, state, since, refused, item}`. `state` is "waiting",
 * "refused" or "sent" (only when it is still drawn), `refused` are its refused rows, `item` how it is drawn, if that is known.
 */
export async function waitingLogs(vault) {
  const items = new Map(await vault.all("item"));
  const logs = new Map();
  for (const row of await rows(vault.device)) {
    if (row.state === "staged" || row.kind === "review") continue;
    const log = logs.get(row.entry) ?? { entry: row.entry, rows: [], since: row.since };
    log.rows.push(row);
    logs.set(row.entry, log);
  }
  for (const log of logs.values()) {
    log.item = items.get(log.entry);
    log.refused = log.rows.filter(({ state }) => state === "refused");
    log.state = log.refused.length ? "refused" : log.rows.some(({ state }) => state === "waiting") ? "waiting" : "sent";
  }
  return [...logs.values()].filter(({ state, item }) => state !== "sent" || item).sort((one, other) => one.since - other.since);
}

/** Whether something does not get away by itself: it waits for days, or its device does not count any more. */
export function isStuck({ state, since, reason }) {
  return state === "refused" ? reason.code === "device-withdrawn" : state === "waiting" && Math.abs(Date.now() - since) > LONG;
}

/** How many things of a device wait here, a log or a review each. */
export async function howMany(device) {
  const waiting = (await rows(device)).filter(({ state }) => state === "waiting" || state === "refused");
  return new Set(waiting.map(({ entry }) => entry)).size;
}

// ---------------------------------------------------------------- in view

/** Draw it now and whenever it changes. Resolves when it is drawn for the first time. */
export function showStatus() {
  if (!document.getElementById("on-phone-line")) return undefined;
  let next = null; // one that has not begun yet serves all that ask for it
  let drawing = Promise.resolve();
  const redraw = () =>
    (next ??= drawing = drawing.then(() => {
      next = null;
      return draw().catch(() => {});
    }));
  listen(({ changed }) => changed && redraw());
  return redraw();
}

async function draw() {
  const vault = await current();
  if (!vault) return;
  const logs = await waitingLogs(vault);
  drawLine(logs.filter(({ state }) => state !== "sent"));
  const earlier = (await rows()).filter(({ device }) => device !== vault.device);
  if (!logs.length && !earlier.some(isStuck) && !cards) return;
  cards ??= await import("./cards.js");
  cards.drawCards(vault, logs, earlier);
}

function drawLine(logs) {
  const line = document.getElementById("on-phone-line");
  const trouble = logs.some(({ state }) => state === "refused");
  line.hidden = !logs.length;
  line.classList.toggle("trouble", trouble);
  const [some, what] = line.querySelectorAll("[data-some], [data-trouble]");
  some.hidden = trouble;
  what.hidden = !trouble;
  count(some, logs.length);
}

/** Fill in the words of an element for `n` things: its `data-one` or `data-many`, with the number in its place. */
export function count(element, n) {
  const { one, many } = element.dataset;
  element.textContent = (n === 1 ? one : many).replace("{n}", n);
}
