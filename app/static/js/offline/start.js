// On every page, after it was painted: what waits is sent, whoever is here, and the app's worker is there.
import { keepSending, sender } from "./outbox.js";
import { startShell } from "./shell.js";
import { destroyDoomed, enter } from "./vault.js";

async function start() {
  const me = sender();
  await destroyDoomed();
  if (me) await enter(me.device);
  keepSending();
  await startShell();
}

void start();
