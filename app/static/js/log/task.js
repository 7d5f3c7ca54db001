// One task from the plan, one question: the answer is kept at once. The page is a whole form without this.
import { Flow, able } from "./flow.js";
import { Work, today } from "./work.js";

const form = document.getElementById("log");

function start() {
  const flow = new Flow(form);
  const opened = flow.open();
  let work = null;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void flow.save(() => keep(event.submitter));
  });

  async function keep(choice) {
    work ??= new Work(await opened, { day: await today(form.dataset.day) });
    const answers = {
      tasks: [form.dataset.task],
      something_else: false,
      level: Number(choice.value),
      mood: null,
      words: "",
      language: document.documentElement.lang,
      media: [],
    };
    const picture = new URL(form.querySelector("img.this").src).pathname;
    const level = choice.querySelector(".grow").firstChild.textContent.trim();
    await work.keep(answers, { tasks: [{ label: form.dataset.label, picture }], level, photos: [] });
    return work;
  }
}

if (able()) start();
