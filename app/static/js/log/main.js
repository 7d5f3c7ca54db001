// "Dit heb ik gedaan", one question at a time. The page is a whole form without this. Answers are kept as a draft at once;
// the last tap seals them.
import { stage, takeAhead, unstage } from "../offline/keeping.js";
import { rows } from "../offline/outbox.js";
import { Draft, dropOrphans } from "./draft.js";
import { Flow, able } from "./flow.js";
import { chips, looks } from "./look.js";
import { Photos } from "./photos.js";
import { takeShared } from "./shared.js";
import { Work, today } from "./work.js";

const form = document.getElementById("log");
const all = (selector, within = form) => [...within.querySelectorAll(selector)];
const one = (selector, within = form) => within.querySelector(selector);
const address = new URLSearchParams(location.search);
const wish = new URLSearchParams(location.hash.slice(1)); // `again`: a log that waits here, to change it

let flow;
let photos = null; // none where there may be none
let work; // a promise of it, which the answers become
let draft;
let base = {}; // what an earlier revision said besides
let staging = Promise.resolve();

function start() {
  if (one("[data-step=photo]")) {
    photos = new Photos(form, { changed: write, dropped, open: () => flow.steps.go("shows") });
  }
  tickAsked();
  hide(`[data-shared="${photos ? CSS.escape(address.get("shared") ?? "") : ""}"]`, false);
  flow = new Flow(form, arrive);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    onward();
  });
  form.addEventListener("change", () => {
    hide("[data-ask]");
    write();
  });
  one("[name=words]").addEventListener("input", write);
  on("[data-next]", onward);
  on("[data-retry]", save);
  on("[data-afresh]", async () => {
    await draft.drop();
    if (photos) await unstage(photos.list.map(({ envelope }) => envelope));
    location.replace(location.pathname + location.search);
  });
  work = open();
}

function on(selector, act) {
  for (const element of all(selector)) element.addEventListener("click", act);
}

function hide(selector, hidden = true, within = form) {
  for (const element of all(selector, within)) element.hidden = Boolean(hidden);
}

/** A task that the address names; a page that was kept for offline does not know. */
function tickAsked() {
  const tile = form.querySelector(`[name=tasks][value="${CSS.escape(address.get("task") ?? "")}"]`);
  if (!tile) return;
  tile.checked = true;
  form.dataset.start = photos ? "photo" : "how";
}

// ---------------------------------------------------------------- where it begins

async function open() {
  const vault = await flow.open();
  const again = wish.get("again");
  draft = new Draft(vault, again ?? `log ${address.get("task") ?? ""}`.trim());
  const kept = await draft
    .read()
    .then((found) => found ?? (again && earlier(vault, again)))
    .catch(() => null); // unreadable: begin anew
  void dropOrphans(vault);
  void work.then(() => takeShared(vault, photos));
  if (!kept) return new Work(vault, { day: await today(form.dataset.day) });
  base = kept.base ?? {};
  restore(kept);
  return new Work(vault, kept);
}

/** A log that waits on this phone, as a draft; without the photos that were refused. */
async function earlier(vault, entry) {
  const item = await vault?.get("item", entry);
  if (!item) return undefined;
  const refused = new Set((await rows(vault.device)).filter(({ state }) => state === "refused").map(({ id }) => id));
  const said = new Map(item.told.media.map((media) => [media.id, media]));
  const still = item.look.photos.filter(({ id, envelope }) => said.has(id) && !refused.has(envelope));
  const { happened_on: _day, ...told } = item.told;
  return {
    ...item,
    entry,
    base: told,
    answers: told,
    photos: still.map((photo) => ({ ...photo, staged: false, digest: said.get(photo.id).digest, tasks: said.get(photo.id).tasks })),
    step: wish.has("photo") && photos ? "photo" : "what",
    saved: true,
  };
}

function restore({ answers, photos: kept, step, saved }) {
  const ticked = new Set(answers.tasks);
  for (const input of all("[name=tasks]")) {
    input.checked = ticked.has(input.value);
    if (input.checked) input.closest("details")?.setAttribute("open", "");
  }
  one("[name=something_else]").checked = answers.something_else;
  for (const input of all("[name=level]")) input.checked = input.value === String(answers.level);
  one("[name=words]").value = answers.words;
  photos?.restore(kept);
  const there = step === "shows" ? "photo" : step;
  if (there === flow.steps.current.dataset.step) arrive(there);
  else if (one(`[data-step="${there}"]`)) flow.steps.go(there);
  hide("[data-restored]", Boolean(saved));
}

/** Keep what there is up to now. Photos come in when they lie in their envelopes. */
async function write() {
  const { entry, revision, claimedAt, day } = await work;
  draft.write({
    entry,
    revision,
    claimedAt,
    day,
    base,
    answers: answers(),
    step: flow.steps.current.dataset.step,
    photos: (photos?.list ?? [])
      .filter(({ envelope }) => envelope)
      .map(({ id, digest, type, small, tasks, envelope }) => ({ id, digest, type, small, tasks: [...tasks], envelope })),
  });
}

// ---------------------------------------------------------------- the questions

function arrive(name) {
  const chosen = all("[data-step=what] .tile:has(:checked)");
  for (const place of all("[data-chosen]")) place.replaceChildren(...chips(chosen.map(looks)));
  const tasks = chosen.filter((tile) => one("[name=tasks]", tile));
  hide("[data-optional]", !onlyElse());
  if (name === "photo" || name === "how") photos?.choices(tasks, tasks.length === chosen.length);
  hide("[data-restored]");
}

function onward() {
  const step = flow.steps.current.dataset.step;
  if (!answered(step)) return hide("[data-ask]", false, flow.steps.current);
  if (step === "how") return save();
  if (step === "photo") stagePhotos();
  if (step === (photos ? "photo" : "what") && nothingToSee()) flow.steps.go("words");
  else flow.steps.next();
  write();
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

// ---------------------------------------------------------------- photos into their envelopes

/** In the background, while the next question is answered. What fails is tried again at the last tap. */
function stagePhotos() {
  staging = staging.then(async () => {
    const { entry } = await work;
    await photos.ready();
    for (const photo of photos.list.filter(({ envelope }) => !envelope)) {
      const [row] = await stage([{ kind: "media", entry, media: photo.id, type: photo.type, body: photo.bytes }]);
      if (!photos.list.includes(photo)) await unstage([row.id]);
      photo.envelope = row.id;
      photo.staged = true;
      photo.bytes = null;
    }
    takeAhead();
    await write();
  });
  staging = staging.then(
    () => null,
    (error) => error,
  );
}

function dropped(gone) {
  void unstage(gone.map(({ envelope }) => envelope).filter(Boolean));
  void write();
}

// ---------------------------------------------------------------- the last tap

function save() {
  const ready = !photos || photos.list.every(({ envelope }) => envelope);
  return flow.save(keep, { ready });
}

async function keep() {
  if (photos) {
    if (photos.list.some(({ envelope }) => !envelope)) stagePhotos();
    const trouble = await staging;
    if (trouble) throw trouble;
  }
  const tiles = all("[data-step=what] .tile:has(:checked)").map(looks);
  const level = one(".level:has(:checked) .grow")?.firstChild.textContent.trim() ?? "";
  const pictures = (photos?.list ?? []).map(({ id, small, envelope, type }) => ({ id, small, envelope, type }));
  const kept = await work;
  const staged = photos ? photos.list.filter((photo) => photo.staged).map(({ envelope }) => envelope) : [];
  await kept.keep(answers(), { tasks: tiles, level, photos: pictures }, staged);
  void draft.drop();
  return kept;
}

function answers() {
  return {
    mood: null,
    ...base,
    tasks: all("[name=tasks]:checked").map((input) => input.value),
    something_else: one("[name=something_else]").checked,
    level: Number(one("[name=level]:checked")?.value) || null,
    words: words(),
    language: document.documentElement.lang,
    media: photos?.media() ?? [],
  };
}

// A form that came back with what is wrong was sent without this script: it stays one page.
if (able() && !("again" in form.dataset)) start();
