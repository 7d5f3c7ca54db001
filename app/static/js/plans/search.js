// A field that leaves the tasks that hold a word.

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Show the search field of a form and let it choose among `[data-tile]` within `[data-choices]`. */
export function searchable(form) {
  const field = form.querySelector("[data-search]");
  const input = field.querySelector("input");
  field.hidden = form.querySelectorAll("[data-tile]").length === 0;
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  input.addEventListener("input", () => {
    const wanted = plain(input.value.trim());
    let found = 0;
    for (const section of form.querySelectorAll("[data-choices]")) {
      let here = 0;
      for (const tile of section.querySelectorAll("[data-tile]")) {
        tile.hidden = !plain(tile.textContent).includes(wanted);
        here += tile.hidden ? 0 : 1;
      }
      section.hidden = here === 0;
      found += here;
    }
    form.querySelector("[data-none]").hidden = found > 0;
  });
}
