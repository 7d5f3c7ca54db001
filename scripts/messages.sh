#!/usr/bin/env bash
# Brings locales/ up to date with the texts in Python, templates and JavaScript ([tool.babel] in pyproject.toml).
# With --check it changes nothing and fails when a catalogue is behind.
set -euo pipefail
cd "$(dirname "$0")/.."

pybabel=.venv/bin/pybabel
template=$(mktemp --suffix=.pot)
trap 'rm -f "$template"' EXIT

"$pybabel" --quiet extract --mapping-file pyproject.toml --project werkbrug --version '' --copyright-holder Werkbrug \
    --no-location --sort-output --keywords pgettext:1c,2 --keywords npgettext:1c,2,3 --keywords lazy_gettext \
    --output-file "$template" .
"$pybabel" --quiet update --input-file "$template" --output-dir locales --no-fuzzy-matching --ignore-obsolete \
    --ignore-pot-creation-date --omit-header ${1:+"$1"}
