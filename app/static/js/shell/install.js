// Puts Werkbrug among the apps of this phone, with the browser's own question where it has one; and the card on
// Vandaag that offers it: on one day only, and not again after an answer. That flag is the phone's, not a person's.
const FLAG = "install-card";
const today = new Date().toDateString();

const card = document.querySelector("[data-install-card]");
const button = document.querySelector("[data-install]");
let question = null;

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault(); // the browser would show a bar of its own, whenever it likes
  question = event;
  if (button?.matches("button")) button.hidden = false;
});
addEventListener("appinstalled", () => done());

button?.addEventListener("click", async (event) => {
  if (!question) return done(); // the link leads to the pictures
  event.preventDefault();
  await question.prompt();
  question = null; // a browser asks once
  done();
});

function done() {
  if (button?.matches("button")) button.hidden = true;
  if (card) card.hidden = true;
  remember("answered");
}

function remember(what) {
  try {
    localStorage.setItem(FLAG, what);
  } catch {
    // storage is off: the card comes again
  }
}

function shownBefore() {
  try {
    const shown = localStorage.getItem(FLAG);
    return shown !== null && shown !== today;
  } catch {
    return true;
  }
}

const here = document.querySelector("[data-installed]");
const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true;
if (here) here.hidden = !installed;
if (card && !installed && !shownBefore()) {
  card.hidden = false;
  remember(today);
  card.querySelector("[data-not-now]").addEventListener("click", () => {
    done();
    document.getElementById("main").focus();
  });
}
