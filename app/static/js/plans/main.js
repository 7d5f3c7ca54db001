// Putting a day plan together: tap a task to add it or take it out, drag it, or move it with the arrow keys. The page is
// a whole form without this; there its buttons ask the server to move a task.
import { draggable } from "./drag.js";
import { searchable } from "./search.js";

const form = document.querySelector("[data-plan]");
const list = form.querySelector("[data-order]");
const most = Number(form.dataset.most);
const rows = () => [...list.children];
let changed = false;

function start() {
  for (const row of rows()) prepare(row);
  for (const tile of form.querySelectorAll("[data-tile]")) {
    tile.hidden = false;
    const input = tile.querySelector("input");
    input.removeAttribute("name"); // the rows of the list say what is chosen
    input.checked = rowOf(input.value) !== undefined;
    input.addEventListener("change", () => (input.checked ? add(input) : remove(rowOf(input.value))));
  }
  searchable(form);
  draggable(list, tellPlace);
  list.addEventListener("keydown", byKey);
  list.addEventListener("click", byButton);
  form.addEventListener("submit", () => leaving(false));
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  count();
}

const rowOf = (task) => rows().find((row) => row.dataset.row === task);
const tileOf = (row) => form.querySelector(`[data-tile="${row.dataset.row}"] input`);
const wordOf = (row) => row.querySelector(".word").textContent;

function prepare(row) {
  row.querySelector("[data-grip]").hidden = false;
  for (const button of row.querySelectorAll("[name=do]")) button.type = "button";
}

// ---------------------------------------------------------------- in and out

function add(input) {
  if (rows().length >= most) {
    input.checked = false;
    form.querySelector("[data-full]").hidden = false;
    return say(form.querySelector("[data-full]").textContent);
  }
  const tile = input.closest("[data-tile]");
  const row = made({ id: input.value, task: tile.querySelector(".word").textContent });
  row.querySelector("img").src = tile.querySelector("img").src;
  list.append(row);
  prepare(row);
  note();
  say(form.dataset.added, row);
}

function made(values) {
  const row = document.getElementById("row").content.firstElementChild.cloneNode(true);
  const fill = (text) => text.replace(/\{(id|task)\}/g, (_whole, name) => values[name]);
  for (const part of [row, ...row.querySelectorAll("*")]) {
    for (const { name, value } of [...part.attributes]) {
      if (value.includes("{")) part.setAttribute(name, fill(value));
    }
  }
  row.querySelector(".word").textContent = values.task;
  return row;
}

function remove(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  const focused = row.contains(document.activeElement);
  say(form.dataset.removed, row);
  row.remove();
  const tile = tileOf(row);
  if (tile) tile.checked = false;
  if (focused) (next?.querySelector("[data-out]") ?? document.getElementById("search")).focus();
  note();
}

// ---------------------------------------------------------------- up and down

function byKey(event) {
  const row = event.target.closest("[data-grip]")?.closest("[data-row]");
  const place = row && { ArrowUp: rows().indexOf(row) - 1, ArrowDown: rows().indexOf(row) + 1, Home: 0, End: rows().length - 1 }[event.key];
  if (place === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  move(row, place, "[data-grip]");
}

function byButton(event) {
  const button = event.target.closest("[name=do]");
  const row = button?.closest("[data-row]");
  if (!row) return;
  const at = rows().indexOf(row);
  if (button.matches("[data-out]")) remove(row);
  else if (button.matches("[data-up]")) move(row, at - 1, "[data-up]");
  else move(row, at + 1, "[data-down]");
}

function move(row, place, handle) {
  const others = rows().filter((other) => other !== row);
  if (place >= 0 && place <= others.length) list.insertBefore(row, others[place] ?? null);
  const button = row.querySelector(handle);
  (getComputedStyle(button).visibility === "hidden" ? row.querySelector("[data-grip]") : button).focus();
  row.scrollIntoView({ block: "nearest" });
  tellPlace(row);
}

function tellPlace(row) {
  note();
  say(form.dataset.moved, row);
}

// ---------------------------------------------------------------- saying and keeping

function say(text, row) {
  const values = row && { task: wordOf(row), place: rows().indexOf(row) + 1, all: rows().length };
  document.getElementById("live").textContent = text.replace(/\{(task|place|all)\}/g, (_whole, name) => values[name]);
}

function note() {
  count();
  leaving(true);
}

function count() {
  form.querySelector("[data-empty]").hidden = rows().length > 0;
  if (rows().length < most) form.querySelector("[data-full]").hidden = true;
}

function leaving(unsaved) {
  if (unsaved === changed) return;
  changed = unsaved;
  (unsaved ? addEventListener : removeEventListener)("beforeunload", warn);
}

function warn(event) {
  event.preventDefault();
}

start();
