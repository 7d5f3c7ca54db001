#!/usr/bin/env bash
# Makes a virtual environment in the folder given, with $PYTHON (python3), which must be 3.11 or newer.
set -euo pipefail

venv=$1
python=${PYTHON:-python3}

if ! version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null); then
    echo "Werkbrug needs Python 3.11 or newer, and '$python' does not run. Try: make PYTHON=python3.12 …" >&2
    exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    echo "Werkbrug needs Python 3.11 or newer; '$python' is $version. Try: make PYTHON=python3.12 …" >&2
    exit 1
fi

# Debian keeps the means to make an environment in a package of its own.
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    "$(dirname "$0")/system-packages.sh" "python$version-venv"
fi

echo "Making $venv with Python $version"
"$python" -m venv --clear "$venv"
