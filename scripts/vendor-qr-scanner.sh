#!/bin/sh
# Makes app/static/vendor/qr-scanner-1.4.2/ out of the released package. Its decoder starts a worker from a blob, which
# our content security policy refuses, and should; so the same code is put where the page itself can call it.
# Needed only for another version; the product itself has no build step.
set -eu

version=1.4.2
folder="$(cd "$(dirname "$0")/.." && pwd)/app/static/vendor/qr-scanner-$version"
room="$(mktemp -d)"
trap 'rm -rf "$room"' EXIT
cd "$room"

npm pack --silent "qr-scanner@$version" >/dev/null
tar xzf "qr-scanner-$version.tgz"
mkdir -p "$folder"
cp package/LICENSE package/qr-scanner.min.js "$folder/"
cp package/qr-scanner-worker.min.js released.mjs

cat > make.mjs <<'END'
// What the worker would have been made of, taken out of the released file by running it.
let code;
globalThis.Blob = class { constructor([text]) { code = text; } };
globalThis.Worker = class {};
URL.createObjectURL = () => "";
(await import("./released.mjs")).createWorker();
process.stdout.write(`// Made by scripts/vendor-qr-scanner.sh: the code of the released worker, called by the page.
const self = {};
${code.trim()}
export const createWorker = () => ({
  async detect(canvas) {
    const found = [];
    self.postMessage = ({ data, cornerPoints }) => data === null || found.push({ rawValue: data, cornerPoints });
    self.onmessage({ data: { id: 0, type: "decode", data: canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height) } });
    return found;
  },
});
`);
END
node make.mjs > "$folder/qr-scanner-worker.min.js"

sum() { sha256sum "$1" | cut -d' ' -f1; }
cat > "$folder/SOURCE.json" <<END
{
 "name": "qr-scanner",
 "version": "$version",
 "licence": "MIT (the decoder in it: jsQR, Apache-2.0)",
 "source": "npm package qr-scanner $version; its worker's file rewritten by scripts/vendor-qr-scanner.sh",
 "packages": {
  "qr-scanner $version": "$(sum "qr-scanner-$version.tgz")"
 },
 "files": {
  "LICENSE": "$(sum "$folder/LICENSE")",
  "qr-scanner-worker.min.js": "$(sum "$folder/qr-scanner-worker.min.js")",
  "qr-scanner.min.js": "$(sum "$folder/qr-scanner.min.js")"
 }
}
END
