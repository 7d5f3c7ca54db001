// Leaving this phone, with a network or without: what is personal goes at once, the server is told when it can be.
import { sender } from "./outbox.js";
import { count, howMany } from "./status.js";
import { listen, recall, remember } from "./store.js";
import { leave } from "./vault.js";

/** Watch the forms that sign out, what other pages say, and coming back to this page. */
export function watchLeaving() {
  document.addEventListener("submit", (event) => {
    const address = event.target.getAttribute("action");
    if (!/^\/sign-out(-everywhere)?$/.test(address)) return;
    event.preventDefault();
    void ask(address);
  });
  listen(({ left }) => left && sender() && gone());
  // A page that the browser keeps for Back must not show anything when it comes back.
  addEventListener("pagehide", (event) => event.persisted && sender() && document.body.replaceChildren());
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  addEventListener("online", () => void tellServer());
}

/** Say first what still waits, if something does. */
async function ask(address) {
  const waits = await howMany(sender()?.device).catch(() => 0);
  const dialog = document.getElementById("sure-to-leave");
  if (!waits || !dialog?.showModal) return go(address);
  count(dialog.querySelector("[data-one]"), waits);
  dialog.querySelector("[data-stay]").onclick = () => dialog.close();
  dialog.querySelector("[data-leave]").onclick = () => go(address);
  dialog.showModal();
}

async function go(address) {
  await leave();
  gone();
  if ((await tellServer(address)) || navigator.serviceWorker?.controller) location.replace("/");
}

/** Nothing of anybody stays in this page. */
function gone() {
  const left = document.getElementById("left")?.content.cloneNode(true);
  document.title = "Werkbrug";
  for (const name of Object.keys(document.documentElement.dataset)) delete document.documentElement.dataset[name];
  if (left) document.body.replaceChildren(left);
  else if (!document.querySelector("main.left")) document.body.replaceChildren();
}

/** Whether nobody is leaving any more: the server was told, or had not to be. */
export function tellServer(address = "/sign-out") {
  return navigator.locks.request("werkbrug-leaving", async () => {
    if (!(await recall("leaving"))) return true;
    try {
      const answer = await fetch(address, { method: "POST", cache: "no-store" });
      if (answer.headers.get("Opens-Offline") !== "nobody") return false; // a portal on the way says anything
    } catch {
      return false;
    }
    await remember(["leaving"], (now) => (now.leaving = undefined));
    return true;
  });
}

/** At the start of a page: whether it may show itself. One of somebody who left goes away at once. */
export async function mayStay() {
  if (!(await recall("leaving"))) return true;
  const somebodys = sender() !== null;
  if (somebodys) gone();
  const told = await tellServer();
  if (told && somebodys) location.replace("/");
  return told && !somebodys;
}
