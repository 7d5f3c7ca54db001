#!/usr/bin/env bash
# Writes requirements.txt (to run) and requirements-dev.txt (to work on it) from pyproject.toml:
# every version pinned, every file by its hash, for each system and processor, no address of an index.
# Versions that are pinned stay; UPGRADE=1 takes the newest.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=var/lock-venv
[[ -x $tools/bin/uv ]] || { .venv/bin/python -m venv "$tools" && "$tools/bin/pip" install --quiet uv==0.13.9; }

compile=("$tools/bin/uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes
    --no-header --no-emit-index-url ${UPGRADE:+--upgrade})
"${compile[@]}" --output-file requirements.txt
"${compile[@]}" --group dev --constraints requirements.txt --output-file requirements-dev.txt

if grep -n '://' requirements*.txt; then
    echo "A requirements file names an address (above)." >&2
    exit 1
fi
