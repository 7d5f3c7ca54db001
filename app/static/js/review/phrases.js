// A sentence of the school fills the reply with one tap, and empties it with another.
export function offerPhrases() {
  const reply = document.getElementById("reply");
  const box = document.querySelector("[data-phrases]");
  if (!reply || !box) return;
  const textOf = (input) => input.parentElement.querySelector("span").textContent;
  const known = [...box.querySelectorAll("input")].map(textOf);
  let chosen = box.querySelector(":checked");

  box.addEventListener("click", (event) => {
    if (!event.target.matches("input")) return;
    const text = textOf(event.target);
    if (event.target === chosen) {
      chosen.checked = false;
      chosen = null;
      reply.value = reply.value.replace(text, "").trim();
      return;
    }
    const before = chosen ? reply.value.replace(textOf(chosen), "").trim() : reply.value.trim();
    reply.value = before && !known.includes(before) ? `${before} ${text}` : text;
    chosen = event.target;
  });
  // The picture goes with the sentence: without it, it is no longer chosen.
  reply.addEventListener("input", () => {
    if (chosen && !reply.value.includes(textOf(chosen))) {
      chosen.checked = false;
      chosen = null;
    }
  });
}
