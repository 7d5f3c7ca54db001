// What waits, always in view: a line on every page of a student, cards where there is a place for them.
import { listen } from "./channel.js";
import { isStuck, waitingLogs } from "./items.js";
import { rows } from "./outbox.js";
import { current } from "./vault.js";
import { count } from "./words.js";

let cards; // loaded when there is one to draw

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
  cards ??= import("./cards.js");
  (await cards).drawCards(vault, logs, earlier);
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

/** How many things of a device wait here, a log or a review each. */
export async function howMany(device) {
  const waiting = (await rows(device)).filter(({ state }) => state === "waiting" || state === "refused");
  return new Set(waiting.map(({ entry }) => entry)).size;
}
