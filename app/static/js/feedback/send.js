// Buttons that share or copy a field's text. They show themselves where the browser can do it.
const textOf = (id) => document.getElementById(id).value;

for (const button of document.querySelectorAll("[data-share]")) {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => navigator.share({ text: textOf(button.dataset.share) }).catch(() => {}));
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(textOf(button.dataset.copy));
    document.getElementById("live").textContent = button.dataset.done;
    button.querySelector("span:last-child").textContent = button.dataset.done;
  });
}
