// Arrow keys walk through the table of the overview; Tab then stops at one place in it. Without this every link is a
// stop of its own, which works too.
const table = document.querySelector(".matrix");
const places = [...table.rows].map((row) => [...row.cells].filter((cell) => !cell.matches(".dossier")));
// The corner spans both rows of the head: the second one starts a column later.
places[1]?.unshift(null);

const stop = (row, column) => places[row]?.[column]?.querySelector("a, button") ?? null;
const stops = [...table.querySelectorAll("a, button")];

function placeOf(part) {
  const cell = part.closest("td, th");
  const row = places.findIndex((cells) => cells.includes(cell));
  return [row, places[row].indexOf(cell)];
}

function seek(row, column, down, right) {
  const width = places.at(-1).length;
  do {
    row += down;
    column += right;
    const found = stop(row, column);
    if (found) return found;
  } while (row >= 0 && row < places.length && column >= 0 && column < width);
  return null;
}

function goTo(part) {
  for (const other of stops) other.tabIndex = other === part ? 0 : -1;
  part.focus();
  part.scrollIntoView({ block: "nearest", inline: "nearest" });
}

const ahead = getComputedStyle(table).direction === "rtl" ? -1 : 1;
const ways = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -ahead], ArrowRight: [0, ahead] };

function target(event, [row, column]) {
  if (event.key in ways) return seek(row, column, ...ways[event.key]);
  if (event.key === "Home") return seek(row, -1, 0, 1);
  if (event.key === "End") return seek(row, places.at(-1).length, 0, -1);
  return null;
}

table.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const from = event.target.closest("a, button");
  const to = from && target(event, placeOf(from));
  if (!to) return;
  event.preventDefault();
  goTo(to);
});
table.addEventListener("focusin", (event) => {
  const part = event.target.closest("a, button");
  if (part) for (const other of stops) other.tabIndex = other === part ? 0 : -1;
});

const first = table.querySelector("tbody a") ?? stops[0];
for (const part of stops) part.tabIndex = part === first ? 0 : -1;
