#!/usr/bin/env bash
# Brings locales/ up to date with the texts in Python, templates and JavaScript ([tool.babel] in pyproject.toml).
# With --check it changes nothing and fails when a catalogue is behind.
set -euo pipefail
cd "$(dirname "$0")/.."

pybabel=.venv/bin/pybabel
template=$(mktemp --suffix=.pot)
trap 'rm -f "$template" "$template.said"' EXIT

"$pybabel" --quiet extract --mapping-file pyproject.toml --project Werkbrug --copyright-holder Werkbrug \
    --no-location --sort-output --output-file "$template" .
if ! "$pybabel" --quiet update --input-file "$template" --output-dir locales --no-fuzzy-matching \
    --ignore-obsolete --ignore-pot-creation-date ${1:+"$1"} 2>"$template.said"; then
    tail -n 1 "$template.said" >&2
    echo "Run 'make messages' and translate what it adds." >&2
    exit 1
fi
