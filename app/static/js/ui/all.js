// A fieldset with `data-all` gets a button that ticks all of its boxes, or none.
for (const group of document.querySelectorAll("[data-all]")) {
  const button = group.querySelector("[data-all-switch]");
  const boxes = [...group.querySelectorAll("input[type=checkbox]")];
  const name = () => (button.textContent = boxes.some((box) => box.checked) ? button.dataset.noneWord : button.dataset.allWord);
  button.hidden = boxes.length < 2;
  button.addEventListener("click", () => {
    const tick = !boxes.some((box) => box.checked);
    for (const box of boxes) box.checked = tick;
    name();
  });
  group.addEventListener("change", name);
  name();
}
