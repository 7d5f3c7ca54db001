// One task from the plan, one question: the answer is sent at once. The page is a whole form without this.
import { NotSent, sendEntry } from "./send.js";
import { Steps } from "./steps.js";

const PATIENCE = 60_000;
const form = document.getElementById("log");
const all = (selector) => [...form.querySelectorAll(selector)];

const entry = { id: "", revision: 0, claimedAt: "", level: 0, body: "" };
let request = null;
let steps;

function start() {
  entry.id = crypto.randomUUID();
  form.classList.add("live");
  steps = new Steps(form, (name) => name === "send" || request?.abort());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (steps.current.dataset.step === "send") return;
    write(Number(event.submitter.value));
    steps.next();
    save();
  });
  for (const button of all("[data-retry]")) button.addEventListener("click", save);
  for (const button of all("[data-back]")) button.addEventListener("click", () => steps.back());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

/** Another answer than at an earlier try is a new revision. */
function write(level) {
  if (level === entry.level) return;
  entry.level = level;
  entry.revision += 1;
  entry.claimedAt ||= new Date().toISOString();
  entry.body = JSON.stringify({
    revision: entry.revision,
    claimed_at: entry.claimedAt,
    happened_on: form.dataset.day,
    tasks: [form.dataset.task],
    something_else: false,
    level,
    mood: null,
    words: "",
    language: document.documentElement.lang,
    media: [],
  });
}

async function save() {
  if (request && !request.signal.aborted) return;
  const mine = (request = new AbortController());
  const patience = setTimeout(() => mine.abort(), PATIENCE);
  tell("busy");
  addEventListener("beforeunload", warn);
  try {
    await sendEntry(form.dataset.api, entry.id, entry.revision, entry.body, mine.signal);
    removeEventListener("beforeunload", warn);
    steps.leave(`${form.dataset.done}?saved=${entry.id}`);
  } catch (error) {
    if (!(error instanceof NotSent)) throw error;
    tell(error.why, error.reason);
  } finally {
    clearTimeout(patience);
    if (request === mine) request = null;
  }
}

function tell(state, reason = "") {
  for (const part of all("[data-state]")) part.hidden = part.dataset.state !== state;
  for (const place of all("[data-reason]")) place.textContent = reason;
  if (steps.current.dataset.step === "send") steps.focus();
}

function warn(event) {
  event.preventDefault();
}

if (globalThis.crypto?.subtle && crypto.randomUUID) start();
