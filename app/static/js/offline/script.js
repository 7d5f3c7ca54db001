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
