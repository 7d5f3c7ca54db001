// Logs that wait, drawn into the page: a card each, with where it is and what can be done about it.
import { Work } from "../log/work.js";
import { remove } from "./outbox.js";
import { isStuck } from "./status.js";

const drawn = new Map(); // entry to its card

/**
 * Draw these logs (see status.js) in the page, if it has a place for them; and a way out for what does not get away by itself,
 * also when it is of `earlier` (rows of another time that somebody was signed in).
 */
export function drawCards(vault, logs, earlier) {
  const place = document.getElementById("on-phone");
  if (!place) return;
  const asLastSeen = !document.getElementById("seen-before")?.hidden;
  const shown = logs.filter((log) => log.state !== "sent" || drawn.has(log.entry) || (asLastSeen && !onPage(log.entry)));
  for (const log of logs.filter((one) => !shown.includes(one))) void vault.delete("item", log.entry);
  for (const [entry, card] of drawn) {
    if (shown.some((log) => log.entry === entry)) continue;
    card.remove();
    drawn.delete(entry);
  }
  for (const log of shown) {
    const card = drawn.get(log.entry) ?? newCard(place, log, vault);
    fill(card, log);
  }
  const own = shown.some((log) => log.rows.some(isStuck));
  const others = earlier.some(isStuck);
  place.hidden = !shown.length && !others;
  const handover = place.querySelector("[data-handover]");
  handover.hidden = !own && !others;
  handover.querySelector("[data-own]").hidden = !own;
  handover.querySelector("[data-earlier]").hidden = own;
  handover.querySelector("button").onclick = async () => (await import("./handover.js")).makeFile();
  markDone(place, logs);
}

function onPage(entry) {
  return document.getElementById(`entry-${entry}`) !== null;
}

function newCard(place, log, vault) {
  const card = place.querySelector("template[data-card]").content.firstElementChild.cloneNode(true);
  const { entry } = log;
  for (const link of card.querySelectorAll("a[data-photo], a[data-change]")) {
    link.href = `${place.dataset.log}#again=${entry}${"photo" in link.dataset ? "&photo" : ""}`;
  }
  card.querySelector("[data-without]").addEventListener("click", () => void withoutRefused(vault, card.log));
  card.querySelector("[data-throw]").addEventListener("click", async () => {
    await remove((row) => row.entry === entry && row.state !== "sent");
    await vault.delete("item", entry);
  });
  place.querySelector("[data-cards]").append(card);
  drawn.set(entry, card);
  return card;
}

function fill(card, log) {
  const { item, state, refused } = log;
  card.log = log;
  const one = (selector) => card.querySelector(selector);
  const put = (selector, text) => {
    one(selector).textContent = text;
    one(selector).hidden = !text;
  };
  if (item) look(card, item);
  put("[data-day]", when(item?.day, log.since));
  put("[data-level]", item?.look.level ?? "");
  put("[data-words]", item?.told.words ? `“${item.told.words}”` : "");
  for (const part of card.querySelectorAll("[data-state]")) part.hidden = part.dataset.state !== state;
  one("[data-gone]").hidden = !item?.told.taken_back;
  one("[data-trouble]").hidden = state !== "refused";
  if (state !== "refused") return;
  put("[data-reason]", [...new Set(refused.map(({ reason }) => reason.text))].join(" "));
  one("[data-both]").hidden = !refused.some(({ reason }) => reason.status === 409);
  const photosOnly = refused.every(({ kind }) => kind === "media");
  for (const part of card.querySelectorAll("[data-photo]")) part.hidden = !photosOnly || !item;
  one("[data-change]").hidden = photosOnly || !item || refused.some(({ reason }) => reason.code === "device-withdrawn");
}

function look(card, { look: { tasks, photos } }) {
  card.querySelector("[data-title]").textContent = tasks.map(({ label }) => label).join(", ");
  const place = card.querySelector(".photo");
  if (place.dataset.of === String(photos[0]?.id)) return;
  place.dataset.of = photos[0]?.id;
  const small = photos.find((photo) => photo.small)?.small;
  const image = new Image();
  image.alt = "";
  if (small) image.src = URL.createObjectURL(new Blob([small], { type: "image/jpeg" }));
  else [image.src, image.className] = [tasks[0].picture, "pic"];
  place.replaceChildren(image);
}

function when(day, since) {
  const language = document.documentElement.lang;
  const saved = new Date(since);
  const then = day ? new Date(`${day}T12:00`) : saved;
  if (then.toDateString() === new Date().toDateString()) {
    return saved.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
  }
  return then.toLocaleDateString(language, { weekday: "long", day: "numeric", month: "long" });
}

/** Send a log without the photos that were refused. */
async function withoutRefused(vault, { entry, item, refused }) {
  const gone = new Set(refused.map(({ thing }) => thing));
  const { happened_on: _day, ...told } = item.told;
  const rest = (list) => list.filter(({ id }) => !gone.has(id));
  const work = new Work(vault, { entry, ...item });
  await work.keep({ ...told, media: rest(told.media) }, { ...item.look, photos: rest(item.look.photos) });
}

/** Tasks of the plan that were done on this phone today. */
function markDone(place, logs) {
  const today = new Date().toDateString();
  const mark = place.querySelector("template[data-done]");
  for (const { item } of logs) {
    if (!item || item.told.taken_back || new Date(`${item.day}T12:00`).toDateString() !== today) continue;
    for (const task of item.told.tasks) {
      const tile = document.querySelector(`a.tile[href$="/log/task/${task}"]`);
      if (!tile || tile.querySelector(".mark")) continue;
      const [sign, word] = mark.content.cloneNode(true).children;
      tile.prepend(sign);
      tile.querySelector(".word").append(word);
    }
  }
}
