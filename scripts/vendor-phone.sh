#!/bin/sh
# Makes the two libraries of the phone's side into small files: app/static/vendor/hpke-core-*/hpke.js, one file out of the
# released packages because a browser cannot look up `@hpke/common` by its bare name, and app/static/vendor/idb-*/idb.js.
# Needed only for other versions; the product itself has no build step.
set -eu

core=1.9.0 common=1.10.1 idb=8.0.4 esbuild=0.25.12
vendor="$(cd "$(dirname "$0")/.." && pwd)/app/static/vendor"
room="$(mktemp -d)"
trap 'rm -rf "$room"' EXIT
cd "$room"

packages="@hpke/core@$core @hpke/common@$common idb@$idb"
npm pack --silent $packages >/dev/null
npm install --silent --no-save --no-package-lock --ignore-scripts $packages "esbuild@$esbuild"

# make ENTRY FOLDER FILE PACKAGE
make() {
  mkdir -p "$vendor/$2"
  echo "$1" > entry.js
  node_modules/.bin/esbuild entry.js --bundle --minify --format=esm --target=es2022 --legal-comments=none --outfile="$vendor/$2/$3"
  cp "node_modules/$4/LICENSE" "$vendor/$2/LICENSE"
}

sum() { sha256sum "$1" | cut -d' ' -f1; }

make 'export { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";' "hpke-core-$core" hpke.js @hpke/core
cat > "$vendor/hpke-core-$core/SOURCE.json" <<END
{
 "name": "hpke-js",
 "version": "$core",
 "licence": "MIT",
 "source": "npm packages @hpke/core $core and @hpke/common $common, made into one file by scripts/vendor-phone.sh with esbuild $esbuild",
 "packages": {
  "@hpke/core $core": "$(sum "hpke-core-$core.tgz")",
  "@hpke/common $common": "$(sum "hpke-common-$common.tgz")"
 },
 "files": {
  "LICENSE": "$(sum "$vendor/hpke-core-$core/LICENSE")",
  "hpke.js": "$(sum "$vendor/hpke-core-$core/hpke.js")"
 }
}
END

make 'export { deleteDB, openDB } from "idb";' "idb-$idb" idb.js idb
cat > "$vendor/idb-$idb/SOURCE.json" <<END
{
 "name": "idb",
 "version": "$idb",
 "licence": "ISC",
 "source": "npm package idb $idb, minified by scripts/vendor-phone.sh with esbuild $esbuild",
 "packages": {
  "idb $idb": "$(sum "idb-$idb.tgz")"
 },
 "files": {
  "LICENSE": "$(sum "$vendor/idb-$idb/LICENSE")",
  "idb.js": "$(sum "$vendor/idb-$idb/idb.js")"
 }
}
END
