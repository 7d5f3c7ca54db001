// Nakijken by keyboard: through the list, the levels, the answer.
import { legend, listen, press, say } from "./keys.js";
import { offerPhrases } from "./phrases.js";

const form = document.getElementById("answer");
const rows = [...document.querySelectorAll("a.queue-item")];
const here = rows.findIndex((row) => row.hasAttribute("aria-current"));

// ---------------------------------------------------------------- the list

function step(by) {
  const row = rows[here + by];
  if (row) location.assign(row.href);
  else if (by > 0) document.querySelector("[rel=next]")?.click();
}

function choose() {
  const several = document.getElementById("several");
  if (!several) return;
  const address = new URL(several.href);
  const id = rows[here]?.pathname.split("/").pop();
  if (id) address.searchParams.set("entry", id);
  location.assign(address);
}

const side = document.querySelector(".queue-side");
if (rows[here] && side.scrollHeight > side.clientHeight) {
  const box = rows[here].getBoundingClientRect();
  side.scrollTop += box.top - side.getBoundingClientRect().top - side.clientHeight / 3;
}

// ---------------------------------------------------------------- the levels

const processes = form ? [...form.querySelectorAll("fieldset.segmented")] : [];
const levelOf = (process) => process.querySelector("input:checked")?.value ?? "";
let lastSet = null;

const isShown = (process) => process.checkVisibility();
const focused = () => processes.find((process) => process.contains(document.activeElement));
const unanswered = () => processes.find((process) => isShown(process) && !levelOf(process));

function setLevel(value) {
  const process = focused() ?? (value ? unanswered() : lastSet);
  const input = process?.querySelector(`input[value="${value}"]`);
  if (!input) return;
  input.checked = true;
  lastSet = process;
  say(`${process.querySelector("legend").textContent}: ${input.parentElement.textContent.trim()}`);
  input.parentElement.scrollIntoView({ block: "nearest" });
  markNext();
}

// Where the next digit goes.
function markNext() {
  const next = focused() ?? unanswered();
  for (const process of processes) process.classList.toggle("next", process === next);
}

// ---------------------------------------------------------------- the answer

const reply = document.getElementById("reply");

function ask() {
  if (reply && !reply.value.trim() && !form.querySelector("[name=phrase]:checked")) {
    toReply();
    say(reply.labels[0].textContent);
  } else press("v");
}

function toReply() {
  reply?.focus();
  reply?.scrollIntoView({ block: "center" });
}

legend();
offerPhrases();
listen({
  j: () => step(1),
  k: () => step(-1),
  0: () => setLevel(""),
  1: () => setLevel("1"),
  2: () => setLevel("2"),
  3: () => setLevel("3"),
  Enter: () => press("Enter"),
  v: ask,
  r: toReply,
  x: choose,
  u: () => press("u"),
  "?": () => press("?"),
});
if (form) {
  form.addEventListener("change", markNext);
  form.addEventListener("focusin", markNext);
  if (matchMedia("(hover: hover) and (pointer: fine)").matches) markNext();
}
