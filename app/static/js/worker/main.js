// The app's worker. It answers with the files of the app, and with pages as they were last seen when there is no network.
import { file, fill, keepOnly, setUp } from "./files.js";
import { open, send } from "./navigation.js";
import { picture } from "./pages.js";
import { refresh } from "./refresh.js";

/** Start with what the server wrote down for this version of the app, see shell/routes.py. */
export function serve(kept) {
  setUp(kept);
  addEventListener("install", (event) => event.waitUntil(fill(kept.student, kept.pages)));
  addEventListener("activate", (event) => event.waitUntil(begin()));
  addEventListener("message", (event) => {
    const { keep, takeOver } = event.data ?? {};
    if (keep) event.waitUntil(refresh(keep));
    if (takeOver) event.waitUntil(skipWaiting());
  });
  addEventListener("fetch", (event) => {
    const answer = answerTo(event);
    if (answer) event.respondWith(answer);
  });
}

async function begin() {
  await registration.navigationPreload?.enable();
  await keepOnly();
  await clients.claim();
}

/** The answer to a request; nothing for what the browser does as well. */
function answerTo(event) {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return null;
  if (request.mode === "navigate") return request.method === "POST" ? send(event, url) : open(event, url);
  if (request.method !== "GET") return null;
  if (/^\/(photos|pictograms)\//.test(url.pathname)) return picture(request);
  if (url.pathname.startsWith("/static/")) return file(request, request.destination === "image" ? picture : fetch);
  return null;
}
