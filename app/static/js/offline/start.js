// On every page, after it was painted: who left is gone, what waits is drawn and sent, and the app's worker is there.
import { mayStay, watchLeaving } from "./leave.js";
import { keepSending, sender } from "./outbox.js";
import { keepReporting } from "./reports.js";
import { startShell } from "./shell.js";
import { showStatus } from "./status.js";
import { destroyDoomed, enter } from "./vault.js";

async function start() {
  if (!isSecureContext || !globalThis.indexedDB || !navigator.locks) return; // a plain address on a local network, an old browser
  await keep().catch(() => {}); // some private windows have no storage
  await startShell();
}

async function keep() {
  watchLeaving();
  const me = (await mayStay()) ? sender() : null;
  await destroyDoomed();
  const vault = me && (await enter(me.device));
  if (vault) await showStatus();
  keepSending();
  if (vault) keepReporting(me.device);
}

void start();
