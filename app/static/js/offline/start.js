// On every page, after it was painted: what waits is sent, whoever is here.
import { keepSending, sender } from "./outbox.js";
import { destroyDoomed, enter } from "./vault.js";

async function start() {
  const me = sender();
  await destroyDoomed();
  if (me) await enter(me.device);
  keepSending();
}

void start();
