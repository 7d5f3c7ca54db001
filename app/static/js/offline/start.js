// On every page, after it was painted: who left is gone, what waits is drawn and sent, and the app's worker is there.
import { mayStay, watchLeaving } from "./leave.js";
import { keepSending, sender } from "./outbox.js";
import { keepReporting } from "./reports.js";
import { startShell } from "./shell.js";
import { showStatus } from "./status.js";
import { destroyDoomed, enter } from "./vault.js";

async function start() {
  watchLeaving();
  const me = (await mayStay()) ? sender() : null;
  await destroyDoomed();
  if (me && (await enter(me.device))) await showStatus();
  keepSending();
  await startShell();
  if (me) keepReporting(me.device);
}

void start();
