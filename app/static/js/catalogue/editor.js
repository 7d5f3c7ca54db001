// The editor of a task: pictures and work processes are found as you type. Without this the page has buttons for it.
import { search, split } from "./search.js";

const MOST = 60;
const form = document.getElementById("task");
const picker = document.getElementById("picker");
const one = (selector, within = picker) => within.querySelector(selector);
let pictures = null;

function start() {
  for (const part of form.querySelectorAll("[data-no-js]")) part.hidden = true;
  const find = document.getElementById("find");
  const findProcess = document.getElementById("find_process");
  find.addEventListener("focus", load, { once: true });
  find.addEventListener("input", () => showPictures(find.value));
  findProcess.addEventListener("input", () => showProcesses(findProcess.value));
  for (const field of [find, findProcess]) {
    field.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }
  form.addEventListener("submit", () => {
    find.value = "";
    findProcess.value = "";
  });
  if (find.value) showPictures(find.value);
  if (findProcess.value) showProcesses(findProcess.value);
  const photo = document.getElementById("photo");
  photo.addEventListener("change", () => showPhoto(photo));
}

// ---------------------------------------------------------------- pictures

function load() {
  pictures ??= fetch(picker.dataset.words, { headers: { Accept: "application/json" } }).then(async (answer) => {
    if (!answer.ok) throw new Error(`pictures: ${answer.status}`);
    return (await answer.json()).map(([name, label, set, src, ...words]) => ({ name, label, set, src, words }));
  });
  pictures.catch(() => {
    pictures = null;
  });
  return pictures;
}

async function showPictures(query) {
  const empty = split(query).length === 0;
  one("[data-themes]").hidden = !empty;
  if (empty) return replace([], "");
  const known = await load().catch(() => null);
  if (known === null || query !== document.getElementById("find").value) return;
  const found = search(query, known, (picture) => picture.words);
  const { none, one: single, some } = picker.dataset;
  replace(found.slice(0, MOST), [none, single][found.length] ?? `${found.length} ${some}`);
}

function replace(found, told) {
  keepPicked();
  const picked = one("[name=pictogram]:checked")?.value;
  one("[data-found]").replaceChildren(...found.filter(({ name }) => name !== picked).map(tile));
  one("[data-count]").textContent = told;
}

/** What is chosen stays in sight, at the top, when the pictures that were found make way for others. */
function keepPicked() {
  const picked = one("[data-found] .tile:has(:checked)");
  if (picked) one("[data-picked]").replaceChildren(picked);
}

function tile({ name, label, set, src }) {
  const input = Object.assign(document.createElement("input"), {
    className: "mark",
    type: "radio",
    id: `found-${name}`,
    name: "pictogram",
    value: name,
  });
  const image = Object.assign(new Image(64, 64), { className: "pic", alt: "", loading: "lazy", src });
  const word = Object.assign(document.createElement("span"), { className: "word", textContent: label });
  const made = Object.assign(document.createElement("label"), { className: "tile", htmlFor: input.id, title: set });
  made.append(input, image, word);
  return made;
}

function showPhoto(input) {
  const [file] = input.files;
  const chosen = one("[name=pictogram]:checked");
  if (file && chosen) chosen.checked = false;
}

// ---------------------------------------------------------------- work processes

function showProcesses(query) {
  const rows = [...form.querySelectorAll("[data-dossier] [data-process]")];
  const found = new Set(search(query, rows, (row) => split(row.dataset.process).map((word) => [0, word])));
  const searching = split(query).length > 0;
  for (const row of rows) row.hidden = !found.has(row) && !one("input", row).checked;
  for (const dossier of form.querySelectorAll("[data-dossier]")) {
    const fits = [...dossier.querySelectorAll("[data-process]")].some((row) => !row.hidden);
    dossier.hidden = !fits;
    if (searching && fits) dossier.open = true;
  }
  form.querySelector("[data-no-process]").hidden = !searching || found.size > 0;
}

start();
