// "Dit heb ik gedaan", one question at a time. The page is a whole form without this; answers live in memory only, so
// that nothing stays behind for who uses the phone next.
import { shrink } from "./photo.js";
import { NotSent, hex, sendEntry, sendPhoto, sha256 } from "./send.js";
import { Steps } from "./steps.js";

const PATIENCE = 60_000;
const form = document.getElementById("log");
const all = (selector, within = form) => [...within.querySelectorAll(selector)];
const one = (selector, within = form) => within.querySelector(selector);

const entry = { id: "", revision: 0, claimedAt: "", told: "", body: "" };
let photo = null;
let shrinking = 0;
let request = null;
let steps;

function start() {
  entry.id = crypto.randomUUID();
  form.classList.add("live");
  for (const part of all("[data-js]")) part.hidden = false;
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
  on("[data-camera]", () => choose(photo ? null : "environment"));
  on("[data-gallery]", () => choose(null));
  on("[data-remove]", () => keep(null));
  on("[data-retry]", save);
  on("[data-new-photo]", () => {
    keep(null);
    steps.go("photo");
  });
  on("[data-drop-photo]", () => {
    keep(null);
    save();
  });
  one("[name=photo]")?.addEventListener("change", (event) => take(event.target));
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
  const chosen = all(".tile:has(:checked)");
  for (const place of all("[data-chosen]")) {
    place.replaceChildren(...chosen.map((tile) => {
      const chip = document.createElement("span");
      chip.append(one("img", tile).cloneNode(), one(".word", tile).textContent);
      return chip;
    }));
  }
}

function onward() {
  const step = steps.current.dataset.step;
  if (!answered(step)) return hide("[data-ask]", false, steps.current);
  if (step === "how") {
    steps.next();
    save();
  } else {
    steps.next();
  }
}

function answered(step) {
  const other = one("[name=something_else]").checked;
  if (step === "what") return other || one("[name=tasks]:checked") !== null;
  if (step === "how") return other || one("[name=level]:checked") !== null;
  return true;
}

// ---------------------------------------------------------------- the photo

function choose(camera) {
  const input = one("[name=photo]");
  if (camera) input.setAttribute("capture", camera);
  else input.removeAttribute("capture");
  input.click();
}

async function take(input) {
  const [file] = input.files;
  input.value = "";
  if (!file) return;
  const turn = (shrinking += 1);
  hide("[data-unreadable]");
  hide("[data-shrinking]", false);
  hide("[data-without], [data-with]");
  try {
    const blob = await shrink(file);
    const bytes = await blob.arrayBuffer();
    const digest = await sha256(bytes);
    if (turn === shrinking) keep({ id: crypto.randomUUID(), bytes, digest, address: URL.createObjectURL(blob) });
  } catch {
    if (turn !== shrinking) return;
    keep(photo);
    hide("[data-unreadable]", false);
  }
}

function keep(next) {
  if (photo && photo !== next) URL.revokeObjectURL(photo.address);
  photo = next;
  const shot = one("[data-shot]");
  if (photo) {
    const image = new Image();
    image.src = photo.address;
    image.alt = shot.dataset.alt;
    shot.replaceChildren(image);
  } else {
    shot.replaceChildren();
  }
  hide("[data-shrinking], [data-unreadable]");
  hide("[data-shot], [data-with], [data-remove], [data-again]", !photo);
  hide("[data-without], [data-first], [data-gallery]", Boolean(photo));
  warnOnLeaving(Boolean(photo) || entry.revision > 0);
}

// ---------------------------------------------------------------- sending

async function save() {
  if (request && !request.signal.aborted) return;
  const mine = (request = new AbortController());
  const patience = setTimeout(() => mine.abort(), PATIENCE);
  let sending = "entry";
  tell("busy");
  write();
  warnOnLeaving(true);
  try {
    await sendEntry(form.dataset.api, entry.id, entry.revision, entry.body, mine.signal);
    sending = "photo";
    if (photo) await sendPhoto(form.dataset.api, entry.id, photo, mine.signal);
    warnOnLeaving(false);
    steps.leave(`${form.dataset.done}?saved=${entry.id}`);
  } catch (error) {
    if (!(error instanceof NotSent)) throw error;
    tell(error.why === "refused" && sending === "photo" ? "photo-refused" : error.why, error.reason);
  } finally {
    clearTimeout(patience);
    if (request === mine) request = null;
  }
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
    words: "",
    language: document.documentElement.lang,
    media: photo ? [{ id: photo.id, kind: "photo", digest: hex(photo.digest), tasks }] : [],
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
