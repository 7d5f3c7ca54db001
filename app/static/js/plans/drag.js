// Dragging a row of a list by its grip, with a mouse, a finger or a pen.

/** Let the rows of `list` be dragged by `[data-grip]`. `onDrop(row)` runs when one has another place than before. */
export function draggable(list, onDrop) {
  let drag = null;

  list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-grip]");
    if (!grip || drag || event.button !== 0) return;
    event.preventDefault();
    grip.focus({ preventScroll: true });
    grip.setPointerCapture(event.pointerId);
    const row = grip.closest("[data-row]");
    drag = { grip, row, pointer: event.pointerId, from: event.clientY + scrollY, after: row.nextElementSibling };
    row.classList.add("dragged");
  });

  list.addEventListener("pointermove", (event) => {
    if (event.pointerId !== drag?.pointer) return;
    scrollAtEdge(event.clientY);
    follow(event.clientY + scrollY);
  });

  list.addEventListener("pointerup", (event) => event.pointerId === drag?.pointer && drop());
  list.addEventListener("pointercancel", (event) => event.pointerId === drag?.pointer && cancel());
  addEventListener("keydown", (event) => {
    if (!drag || event.key !== "Escape") return;
    event.preventDefault();
    cancel();
  });

  /** Move the row along, and trade places with each neighbour that it is more than half-way over. */
  function follow(at) {
    const { row } = drag;
    while (row.nextElementSibling && at - drag.from > down(row) / 2) trade(() => row.nextElementSibling.after(row));
    while (row.previousElementSibling && drag.from - at > up(row) / 2) trade(() => row.previousElementSibling.before(row));
    row.style.translate = `0 ${at - drag.from}px`;
  }

  function trade(places) {
    const { row } = drag;
    const was = row.offsetTop;
    places();
    drag.from += row.offsetTop - was;
    if (!drag.grip.hasPointerCapture(drag.pointer)) drag.grip.setPointerCapture(drag.pointer);
  }

  function drop() {
    const { row, after } = drag;
    end();
    if (row.nextElementSibling !== after) onDrop(row);
  }

  function cancel() {
    const { row, after } = drag;
    end();
    list.insertBefore(row, after);
  }

  function end() {
    const { grip, row, pointer } = drag;
    drag = null;
    row.classList.remove("dragged");
    row.style.translate = "";
    if (grip.hasPointerCapture(pointer)) grip.releasePointerCapture(pointer);
    grip.focus({ preventScroll: true });
  }
}

/** How far a row goes when it trades places with the next one, and with the one before it. */
const down = (row) => row.nextElementSibling.offsetTop + row.nextElementSibling.offsetHeight - row.offsetTop - row.offsetHeight;
const up = (row) => row.offsetTop - row.previousElementSibling.offsetTop;

function scrollAtEdge(y) {
  const edge = 90;
  if (y < edge) scrollBy(0, -12);
  else if (y > innerHeight - edge) scrollBy(0, 12);
}
