#!/usr/bin/env bash
# Installs those of the named system packages whose programs are missing (Debian, Ubuntu).
# Names: chromium, postgresql, libjpeg-turbo-progs, python3.N-venv. Says what it does; silent when nothing is missing.
set -euo pipefail

present() {
    case $1 in
        chromium) [[ -n ${CHROMIUM:-} && -x ${CHROMIUM:-} ]] || command -v chromium >/dev/null ;;
        postgresql) command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null ;;
        libjpeg-turbo-progs) command -v djpeg >/dev/null ;;
        python*-venv) "${1%-venv}" -c 'import ensurepip, venv' 2>/dev/null ;;
        *) echo "system-packages.sh does not know '$1'" >&2; exit 2 ;;
    esac
}

find_missing() {
    missing=()
    local name
    for name in "$@"; do
        present "$name" || missing+=("$name")
    done
}

find_missing "$@"
[[ ${#missing[@]} -eq 0 ]] && exit 0
echo "Missing on this machine: ${missing[*]}"

if ! command -v apt-get >/dev/null; then
    echo "There is no apt-get here, so please install by hand: ${missing[*]}" >&2
    echo "(chromium: a program of that name on PATH, or its path in CHROMIUM; postgresql: initdb and pg_ctl on PATH)" >&2
    exit 1
fi

as_root=()
if [[ $EUID -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
        echo "Installing takes root and there is no sudo. As root: apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    as_root=(sudo)
fi

apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

echo "Installing with ${as_root[*]:+${as_root[*]} }apt-get: ${missing[*]}"
apt update || echo "The package lists could not be renewed; trying with those that are here." >&2
if ! apt install -y --no-install-recommends "${missing[@]}"; then
    echo "apt-get could not install: ${missing[*]} (its reason is above)" >&2
    exit 1
fi

find_missing "$@"
if [[ ${#missing[@]} -gt 0 ]]; then
    echo "Installed, and still without a program that runs: ${missing[*]}" >&2
    exit 1
fi
