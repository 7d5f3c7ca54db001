// Dragging a task to another place in its list; the arrows beside it do the same without this.
const list = document.querySelector("[data-order]");
let dragged = null;

function start() {
  for (const row of list.children) {
    const grip = row.querySelector("[data-grip]");
    grip.hidden = false;
    grip.draggable = true;
    grip.addEventListener("dragstart", (event) => lift(event, row));
    grip.addEventListener("dragend", drop);
    row.addEventListener("dragover", (event) => hover(event, row));
    row.addEventListener("drop", (event) => put(event, row));
  }
}

function lift(event, row) {
  dragged = row;
  row.classList.add("dragged");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setDragImage(row, 20, 20);
}

function hover(event, row) {
  if (dragged === null) return;
  event.preventDefault();
  clear();
  if (row !== dragged) row.classList.add(lower(event, row) ? "below" : "above");
}

function put(event, row) {
  event.preventDefault();
  if (dragged === null || row === dragged) return;
  const others = [...list.children].filter((other) => other !== dragged);
  const place = others.indexOf(row) + (lower(event, row) ? 1 : 0);
  const form = dragged.querySelector("form");
  const told = Object.assign(document.createElement("input"), { type: "hidden", name: "place", value: String(place) });
  form.append(told);
  form.submit();
}

function lower(event, row) {
  const box = row.getBoundingClientRect();
  return event.clientY > box.top + box.height / 2;
}

function drop() {
  dragged?.classList.remove("dragged");
  dragged = null;
  clear();
}

function clear() {
  for (const row of list.children) row.classList.remove("above", "below");
}

if (list && matchMedia("(hover: hover)").matches) start();
