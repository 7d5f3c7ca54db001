// "Dit heb ik gedaan", one question at a time. The page is a whole form without this; answers live in memory only, so
// that nothing stays behind for who uses the phone next.
import { Photos, chips } from "./photos.js";
import { NotSent, sendEntry, sendPhoto } from "./send.js";
import { Steps } from "./steps.js";

const PATIENCE = 60_000;
const SLOWEST = 10; // bytes a millisecond
const form = document.getElementById("log");
const all = (selector, within = form) => [...within.querySelectorAll(selector)];
const one = (selector, within = form) => within.querySelector(selector);

const entry = { id: "", revision: 0, claimedAt: "", told: "", body: "" };
let photos = null; // none where there may be none
let request = null;
let steps;

function start() {
  entry.id = crypto.randomUUID();
  form.classList.add("live");
  for (const part of all("[data-js]")) part.hidden = false;
  if (one("[data-step=photo]")) {
    const changed = () => warnOnLeaving(photos.list.length > 0 || entry.revision > 0);
    photos = new Photos(form, { changed, open: () => steps.go("shows") });
  }
  steps = new Steps(form, arrive);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onward();
  });
  form.addEventListener("change", () => hide("[data-ask]"));
  on("[data-next]", onward);
  on("[data-back]", (event) => {
    event.preventDefault();
    steps.back();
  });
  on("[data-retry]", save);
  on("[data-new-photo]", () => {
    photos.drop(...refused());
    steps.go("photo");
  });
  on("[data-drop-photo]", () => {
    photos.drop(...refused());
    if (nothingToSee() && !words()) steps.go("words");
    else save();
  });
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

function on(selector, act) {
  for (const element of all(selector)) element.addEventListener("click", act);
}

function hide(selector, hidden = true, within = form) {
  for (const element of all(selector, within)) element.hidden = hidden;
}

// ---------------------------------------------------------------- the questions

function arrive(name) {
  if (name !== "send") request?.abort();
  const chosen = all("[data-step=what] .tile:has(:checked)");
  for (const place of all("[data-chosen]")) place.replaceChildren(...chips(chosen));
  const tasks = chosen.filter((tile) => one("[name=tasks]", tile));
  hide("[data-optional]", !onlyElse());
  if (name === "photo" || name === "how") photos?.choices(tasks, tasks.length === chosen.length);
}

function onward() {
  const step = steps.current.dataset.step;
  if (!answered(step)) return hide("[data-ask]", false, steps.current);
  if (step === "how") {
    steps.next();
    save();
  } else if (step === (photos ? "photo" : "what") && nothingToSee()) {
    steps.go("words");
  } else {
    steps.next();
  }
}

/** *Iets anders* and no more: then it has to be seen or told. */
function onlyElse() {
  return one("[name=something_else]").checked && one("[name=tasks]:checked") === null;
}

function nothingToSee() {
  return onlyElse() && !photos?.list.length;
}

function words() {
  return one("[name=words]").value.trim();
}

function answered(step) {
  const other = one("[name=something_else]").checked;
  if (step === "what") return other || one("[name=tasks]:checked") !== null;
  if (step === "how") return other || one("[name=level]:checked") !== null;
  if (step === "words") return words() !== "";
  return true;
}

// ---------------------------------------------------------------- sending

async function save() {
  if (request && !request.signal.aborted) return;
  const mine = (request = new AbortController());
  tell("busy");
  progress(0, 0);
  write();
  warnOnLeaving(true);
  try {
    const body = entry.body;
    await patiently(mine, body.length, () => sendEntry(form.dataset.api, entry.id, entry.revision, body, mine.signal));
    await sendPhotos(mine);
    if (refused().length) return tellRefused();
    warnOnLeaving(false);
    steps.leave(`${form.dataset.done}?saved=${entry.id}`);
  } catch (error) {
    if (!(error instanceof NotSent)) throw error;
    tell(error.why, error.reason);
  } finally {
    if (request === mine) request = null;
  }
}

/** One by one. What arrived is not sent again, and one that is refused for good does not hold the others back. */
async function sendPhotos(mine) {
  const waiting = (photos?.list ?? []).filter((photo) => !photo.sent);
  for (const [place, photo] of waiting.entries()) {
    progress(place + 1, waiting.length);
    const send = () => sendPhoto(form.dataset.api, entry.id, photo, mine.signal);
    try {
      await patiently(mine, photo.bytes.byteLength, send);
      photo.sent = true;
      photo.refused = "";
    } catch (error) {
      if (!(error instanceof NotSent) || error.why !== "refused") throw error;
      photo.refused = error.reason;
    }
  }
}

/** Give up on one request after a minute, and a while for each byte of it. */
async function patiently(mine, bytes, send) {
  const patience = setTimeout(() => mine.abort(), PATIENCE + bytes / SLOWEST);
  try {
    await send();
  } finally {
    clearTimeout(patience);
  }
}

function refused() {
  return (photos?.list ?? []).filter((photo) => photo.refused);
}

function tellRefused() {
  const several = refused().length > 1;
  const part = one("[data-state=photo-refused]");
  hide("[data-one]", several, part);
  hide("[data-many]", !several, part);
  one("[data-refused]", part).replaceChildren(...refused().map((photo) => {
    const item = document.createElement("li");
    if (photo.address) {
      const image = new Image();
      image.src = photo.address;
      image.alt = "";
      item.append(image);
    }
    item.append(photo.refused);
    return item;
  }));
  tell("photo-refused");
}

function progress(n, total) {
  const place = one("[data-progress]");
  place.textContent = total > 1 ? place.dataset.words.replace("{n}", n).replace("{total}", total) : "";
}

/** Write the answers down as they will be sent. Other answers than at an earlier try are a new revision. */
function write() {
  const tasks = all("[name=tasks]:checked").map((input) => input.value);
  const answers = {
    happened_on: form.dataset.day,
    tasks,
    something_else: one("[name=something_else]").checked,
    level: Number(one("[name=level]:checked")?.value) || null,
    mood: null,
    words: words(),
    language: document.documentElement.lang,
    media: photos?.media() ?? [],
  };
  const told = JSON.stringify(answers);
  if (told === entry.told) return;
  entry.told = told;
  entry.revision += 1;
  entry.claimedAt ||= new Date().toISOString();
  entry.body = JSON.stringify({ revision: entry.revision, claimed_at: entry.claimedAt, ...answers });
}

function tell(state, reason = "") {
  for (const part of all("[data-state]")) part.hidden = part.dataset.state !== state;
  for (const place of all("[data-reason]")) place.textContent = reason;
  if (steps.current.dataset.step === "send") steps.focus();
}

function warnOnLeaving(unsent) {
  (unsent ? addEventListener : removeEventListener)("beforeunload", warn);
}

function warn(event) {
  event.preventDefault();
}

// A form that came back with what is wrong was sent without this script: it stays one page.
if (globalThis.crypto?.subtle && crypto.randomUUID && !("again" in form.dataset)) start();
