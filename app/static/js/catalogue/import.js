// Goes on with an import by itself, step by step; the button does one step, and is there when a step fails.
const form = document.getElementById("coming-in");
const button = form.querySelector("button");
const live = document.getElementById("live");

async function work() {
  button.hidden = true;
  try {
    for (;;) {
      const answer = await fetch(form.action, { method: "POST", headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(`import: ${answer.status}`);
      const { done, total } = await answer.json();
      form.querySelector("progress").value = done;
      form.querySelector("[data-done]").textContent = done;
      if (done >= total) return location.reload();
    }
  } catch {
    button.hidden = false;
    live.textContent = form.dataset.failed;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  live.textContent = "";
  work();
});
for (const part of form.querySelectorAll("[data-js]")) part.hidden = false;
for (const part of form.querySelectorAll("[data-no-js]")) part.hidden = true;
work();
