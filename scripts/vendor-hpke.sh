#!/bin/sh
# Makes app/static/vendor/hpke-core-1.9.0/hpke.js: one file out of the released packages, because a browser cannot look
# up `@hpke/common` by its bare name. Needed only for another version; the product itself has no build step.
set -eu

core=1.9.0 common=1.10.1 esbuild=0.25.12
folder="$(cd "$(dirname "$0")/.." && pwd)/app/static/vendor/hpke-core-$core"
room="$(mktemp -d)"
trap 'rm -rf "$room"' EXIT
cd "$room"

npm pack --silent "@hpke/core@$core" "@hpke/common@$common" >/dev/null
npm install --silent --no-save --no-package-lock --ignore-scripts "@hpke/core@$core" "@hpke/common@$common" "esbuild@$esbuild"
echo 'export { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";' > entry.js
mkdir -p "$folder"
node_modules/.bin/esbuild entry.js --bundle --minify --format=esm --target=es2022 --legal-comments=none --outfile="$folder/hpke.js"
cp node_modules/@hpke/core/LICENSE "$folder/LICENSE"

sum() { sha256sum "$1" | cut -d' ' -f1; }
cat > "$folder/SOURCE.json" <<END
{
 "name": "hpke-js",
 "version": "$core",
 "licence": "MIT",
 "source": "npm packages @hpke/core $core and @hpke/common $common, made into one file by scripts/vendor-hpke.sh with esbuild $esbuild",
 "packages": {
  "@hpke/core $core": "$(sum "hpke-core-$core.tgz")",
  "@hpke/common $common": "$(sum "hpke-common-$common.tgz")"
 },
 "files": {
  "LICENSE": "$(sum "$folder/LICENSE")",
  "hpke.js": "$(sum "$folder/hpke.js")"
 }
}
END
