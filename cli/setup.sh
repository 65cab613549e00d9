#!/bin/sh
# Installs the Debian packages that a build needs (and the tests or the benchmark, when asked): with apt-get when that may be
# done here, otherwise it prints the one command to type and stops. Nothing is done when nothing is missing.
set -eu
wanted=""
for part in "$@"; do
    case $part in
    build) wanted="$wanted gcc libc6-dev make pkg-config libpcre2-dev libutf8proc-dev libyaml-dev libjansson-dev" ;;
    test) wanted="$wanted valgrind g++ clang binutils" ;;
    bench) wanted="$wanted libicu-dev g++" ;;
    esac
done
missing=""
for package in $wanted; do
    if [ "$package" = gcc ] && command -v "${CC:-cc}" >/dev/null 2>&1; then continue; fi
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ]; then as_root=""; elif sudo -n true 2>/dev/null; then as_root="sudo"; else
    echo "Missing packages. Type this, then try again:" >&2
    echo "    sudo apt-get update && sudo apt-get install -y$missing" >&2
    exit 1
fi
echo "installing:$missing" >&2
$as_root apt-get update -qq >&2
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
