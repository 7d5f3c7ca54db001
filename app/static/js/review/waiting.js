// Answers that are given without a network: kept on the phone, sealed, until they arrive. With a network the form goes as
// any form, which is one page less to wait for.
import { NotKept, save } from "../offline/keeping.js";
import { remove, rows, sender } from "../offline/outbox.js";
import { listen } from "../offline/store.js";
import { enter } from "../offline/vault.js";
import { say } from "./keys.js";

const form = document.getElementById("answer");
const idOf = (address) => new URL(address, location.href).pathname.split("/")[2];
const here = form && idOf(form.action);
const me = sender();
const { seenAt } = document.documentElement.dataset; // when a page that was kept was as it is
let vault = null;

const nameOf = (entry) => `review ${entry}`;
const template = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

async function start() {
  vault = await enter(me.device);
  if (!vault) return;
  form?.addEventListener("submit", (event) => {
    if (!away()) return;
    event.preventDefault();
    void answer(new URLSearchParams(new FormData(form, event.submitter)));
  });
  document.querySelector(".answer-ways [href*='/later']")?.addEventListener("click", (event) => {
    if (!away()) return;
    event.preventDefault();
    void onward("");
  });
  listen(({ changed }) => changed && void draw());
  const unsent = here && (await vault.get("draft", `unsent /review/${here}`));
  if (unsent) await answer(new URLSearchParams(unsent.fields), () => vault.delete("draft", `unsent /review/${here}`));
  else await draw();
}

/** Whether there is no network: this page was kept, or the browser knows. */
function away() {
  return seenAt !== undefined || !navigator.onLine;
}

// ---------------------------------------------------------------- keeping an answer

async function answer(fields, then = () => {}) {
  if (fields.get("verdict") === "question" && !fields.get("reply").trim() && !fields.get("phrase")) return askFirst();
  const thing = { kind: "review", entry: here, thing: fields.get("review_id"), revision: Number(fields.get("revision")) };
  try {
    await vault.put("item", nameOf(here), { fields: String(fields), title: title(), words: words(fields) });
    await save([{ ...thing, type: "application/x-www-form-urlencoded", body: String(fields) }], { by: me });
  } catch (error) {
    if (!(error instanceof NotKept)) throw error;
    return tell("review-not-kept");
  }
  await then();
  await onward();
}

function title() {
  return document.getElementById("work-title").textContent.replace(/\s+/g, " ").trim();
}

/** What is said to the student: own words, or the sentence that was chosen. */
function words(fields) {
  const phrase = fields.get("phrase") && document.getElementById(`phrase-${fields.get("phrase")}`);
  return fields.get("reply").trim() || phrase?.parentElement.querySelector("span").textContent || "";
}

function askFirst() {
  tell("question-first");
  document.getElementById("reply").focus();
}

/** The next that waits for an answer; the list when there is none. */
async function onward(told = "#kept") {
  const answered = new Set((await mine()).map(({ entry }) => entry));
  const ids = [...document.querySelectorAll("a.queue-item")].map(({ href }) => idOf(href));
  const later = ids.slice(ids.indexOf(here) + 1);
  const next = [...later, ...ids].find((id) => id !== here && !answered.has(id));
  location.assign((next ? `/review/${next}` : "/review?list=1") + told);
}

// ---------------------------------------------------------------- what waits

/** Answers that this page does not know of: what arrived before it was made is on it. */
async function mine() {
  const unknown = ({ state, sentAt }) => state !== "sent" || sentAt > Number(seenAt ?? Infinity);
  return (await rows(me.device)).filter((row) => row.kind === "review" && unknown(row));
}

async function draw() {
  const all = await mine();
  for (const drawn of document.querySelectorAll("[data-drawn]")) drawn.remove();
  for (const link of document.querySelectorAll("a.queue-item")) {
    const row = all.findLast(({ entry }) => entry === idOf(link.href));
    if (row) link.querySelector(".grow").append(mark(template(row.state === "sent" ? "review-sent" : "review-kept")));
  }
  const refused = all.filter(({ state }) => state === "refused");
  document.querySelector(".desk").before(...(await Promise.all(refused.map(problem))));
  if (location.hash === "#kept" && all.some(({ state }) => state === "waiting")) tell("review-was-kept");
  const row = all.findLast(({ entry }) => entry === here);
  if (row) await drawOwn(row);
}

function mark(element) {
  element.dataset.drawn = "";
  return element;
}

function tell(id) {
  const notice = mark(template(id));
  document.querySelector(".desk").before(notice);
  say(notice.textContent.trim());
  notice.scrollIntoView({ block: "nearest" });
}

/** Why an answer was not taken, with what was written. */
async function problem(row) {
  const { title: about, words: said } = (await vault.get("item", nameOf(row.entry))) ?? {};
  const notice = mark(template("review-refused"));
  const part = (name) => notice.querySelector(`[data-${name}]`);
  part("title").textContent = about ?? "";
  part("reason").textContent = row.reason.text;
  part("words").textContent = said ?? "";
  part("words").hidden = !said;
  part("open").href = `/review/${row.entry}`;
  part("open").hidden = row.entry === here;
  part("away").addEventListener("click", async () => {
    await vault.delete("item", nameOf(row.entry));
    await remove(({ id }) => id === row.id);
  });
  return notice;
}

/** The entry of this page has an answer already, or had one that was not taken: then what was written is in the form. */
async function drawOwn(row) {
  const item = await vault.get("item", nameOf(here));
  if (row.state === "refused") return item && fillIn(new URLSearchParams(item.fields));
  form.hidden = true;
  document.querySelector(".answer-actions").hidden = true;
  const notice = mark(template(row.state === "sent" ? "review-own-sent" : "review-own-kept"));
  const words = notice.querySelector("[data-words]");
  words.textContent = item?.words ?? "";
  words.hidden = !item?.words;
  form.before(notice);
}

/** Put an answer back into the form, but for what says of which state of the entry it was. */
function fillIn(fields) {
  for (const [name, value] of fields) {
    const field = form.elements.namedItem(name);
    if (field && !["review_id", "revision", "answers", "verdict"].includes(name)) field.value = value;
  }
}

if (me && document.querySelector(".desk")) void start();
