// What the pages of Werkbrug and its worker tell each other: `{left}`, `{changed}` (what waits), `{newVersion}`.
const listeners = new Set();
const channel = globalThis.BroadcastChannel && new BroadcastChannel("werkbrug");
channel?.addEventListener("message", ({ data }) => hear(data));

function hear(message) {
  for (const listener of listeners) listener(message);
}

/** Tell all pages, this one too. */
export function tell(message) {
  channel?.postMessage(message);
  hear(message);
}

/** Run `listener(message)` for all that is told from now on. */
export function listen(listener) {
  listeners.add(listener);
}
