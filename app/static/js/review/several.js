// Several at once: count what is chosen, choose all in place, and by keyboard.
import { listen, say } from "./keys.js";
import { offerPhrases } from "./phrases.js";

const form = document.getElementById("several-form");

function start() {
  const boxes = [...form.querySelectorAll("input[name=entry]")];
  const all = document.getElementById("choose-all");
  const mark = document.getElementById("mark");
  const plain = mark.querySelector("span").textContent;

  function count() {
    const chosen = boxes.filter((box) => box.checked).length;
    const words = { 0: plain, 1: mark.dataset.one }[chosen] ?? mark.dataset.many.replace("{n}", chosen);
    mark.querySelector("span").textContent = words;
    all.querySelector("span:last-child").textContent = chosen ? all.dataset.none : all.dataset.all;
    return words;
  }

  all.setAttribute("role", "button");
  all.addEventListener("click", (event) => {
    event.preventDefault();
    const none = boxes.some((box) => box.checked);
    for (const box of boxes) box.checked = !none;
    say(count());
  });
  form.addEventListener("change", () => say(count()));

  function step(by) {
    const here = boxes.indexOf(document.activeElement);
    const next = here < 0 ? 0 : Math.min(Math.max(here + by, 0), boxes.length - 1);
    boxes[next].focus();
    boxes[next].parentElement.scrollIntoView({ block: "nearest" });
  }

  listen({
    j: () => step(1),
    k: () => step(-1),
    x: () => (boxes.includes(document.activeElement) ? document.activeElement.click() : step(0)),
    Enter: () => mark.click(),
  });
  count();
  boxes.find((box) => box.checked)?.focus({ preventScroll: true });
}

if (form) {
  offerPhrases();
  start();
}
