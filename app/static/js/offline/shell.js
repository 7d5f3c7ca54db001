// The installed app, on a page of somebody: its worker is there, keeps their pages, and a new version is offered.
const SETTLED = 3_000; // after the page is there: what the person does goes first
const AGAIN = 20_000; // soon enough after something happened

/** Register the worker and let it keep the pages of who is here. Does nothing where there are no workers. */
export async function startShell() {
  sayWhenOnline();
  const options = { type: "module", updateViaCache: "none" };
  const registration = await navigator.serviceWorker?.register(script("/service-worker.js"), options).catch(() => null);
  if (!registration) return;
  offerNewVersion(registration);
  keepPages();
}

/** A page as it was last seen says whether there is a network again; going there is up to the person. */
function sayWhenOnline() {
  const place = document.getElementById("seen-before");
  if (!place) return;
  const say = (online) => {
    place.querySelector("[data-off]").hidden = online;
    place.querySelector("[data-on]").hidden = !online;
  };
  addEventListener("online", () => say(true));
  addEventListener("offline", () => say(false));
}

// ---------------------------------------------------------------- keeping pages

function keepPages() {
  const { role } = document.documentElement.dataset;
  if (!role) return;
  const soon = () => setTimeout(() => askToKeep(role), SETTLED);
  soon();
  setTimeout(() => askToKeep(role), SETTLED + AGAIN);
  addEventListener("online", soon);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && soon());
}

async function askToKeep(role) {
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ keep: { role, language: document.documentElement.lang } });
}

// ---------------------------------------------------------------- a new version

function offerNewVersion(registration) {
  const offer = () => navigator.serviceWorker.controller && registration.waiting && show(registration);
  offer();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", offer));
}

/** Only some pages have the place for it: none on which somebody is filling in a form. */
function show(registration) {
  const place = document.getElementById("new-version");
  if (!place?.hidden) return;
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting?.postMessage({ takeOver: true });
  });
}

// ---------------------------------------------------------------- starting workers

// The addresses from which the app starts a worker. Browsers ask for a policy for that, and the pages allow this one alone.
const OURS = /^\/(service-worker\.js|static\/[0-9a-z]+\/js\/[a-z/-]+\.js)$/;

const policy = globalThis.trustedTypes?.createPolicy("werkbrug", { createScriptURL: ours });

function ours(path) {
  if (!OURS.test(path)) throw new TypeError("no script of ours");
  return path;
}

/** The address of a worker of ours, as `register` and `new Worker` want it. Throws TypeError for any other. */
export function script(address) {
  const { origin, pathname } = new URL(address, location.href);
  if (origin !== location.origin) throw new TypeError("no script of ours");
  return policy ? policy.createScriptURL(pathname) : ours(pathname);
}
