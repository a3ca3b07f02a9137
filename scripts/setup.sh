#!/bin/sh
# Installs the Debian packages that are missing: "build" to run it, "test" to test it too, "bench" to measure it.
set -eu
packages="libsodium-dev libsqlite3-dev libxapian-dev libroaring-dev zlib1g-dev libzip-dev libqrencode-dev pkg-config python3-venv poppler-utils pandoc"
if [ "${1:-build}" = test ]; then packages="$packages chromium-headless-shell chromium-driver fonts-liberation golang-go golang-golang-x-mod-dev glewlwyd libfaketime"; fi
if [ "${1:-build}" = bench ]; then packages="$packages python3-xapian nginx-light wrk age"; fi
missing=""
for package in $packages; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
echo "Installing:$missing"
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo"
$sudo apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
