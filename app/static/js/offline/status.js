// What waits, always in view: a line on every page of a student, cards where there is a place for them.
import { drawCards } from "./cards.js";
import { listen } from "./channel.js";
import { waitingLogs } from "./items.js";
import { rows } from "./outbox.js";
import { current } from "./vault.js";
import { count } from "./words.js";

/** Draw it now and whenever it changes. Resolves when it is drawn for the first time. */
export function showStatus() {
  let drawing = Promise.resolve();
  const redraw = () => (drawing = drawing.then(draw).catch(() => {}));
  listen(({ changed }) => changed && redraw());
  return redraw();
}

async function draw() {
  const vault = await current();
  if (!vault) return;
  const logs = await waitingLogs(vault);
  drawLine(logs.filter(({ state }) => state !== "sent"));
  drawCards(vault, logs);
}

function drawLine(logs) {
  const line = document.getElementById("on-phone-line");
  if (!line) return;
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
