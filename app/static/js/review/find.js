// Find a tile by typing: what does not have these letters goes away.
import { say } from "./keys.js";

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const part of document.querySelectorAll("[data-find]")) {
  const field = part.querySelector(".finder");
  const none = part.querySelector(".found-none");
  const tiles = [...part.querySelectorAll(".find-in > *")].map((tile) => {
    const words = tile.querySelector("[data-words]")?.dataset.words ?? "";
    return { tile, text: plain(`${tile.textContent} ${words}`) };
  });
  field.hidden = false;
  field.addEventListener("input", (event) => {
    const wanted = plain(event.target.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const { tile, text } of tiles) {
      tile.hidden = !wanted.every((word) => text.includes(word));
      found += !tile.hidden;
    }
    none.hidden = found > 0;
    say(found ? String(found) : none.textContent);
  });
  // Enter in the search field looks, it does not send.
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
}
