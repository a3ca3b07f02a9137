#!/bin/sh
# Fetches the unmodified stylesheet and script of the GOV.UK Design System, pinned by SHA-256, into assets/.
set -eu
cd "$(dirname "$0")/.."
if [ -s assets/govuk-frontend.min.css ] && [ -s assets/govuk-frontend.min.js ] && [ -s assets/axe.min.js ]; then exit 0; fi
echo "Fetching the GOV.UK Design System's stylesheet and script"
[ -x .build-python/bin/pip ] || python3 -m venv .build-python
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.build-python/bin/pip download -q --disable-pip-version-check --no-deps --python-version 3.13 --only-binary=:all: \
  --require-hashes -r scripts/assets.txt -d "$work"
mkdir -p assets
python3 - "$work" <<'PYTHON'
import glob, sys, zipfile
wanted = {
    "fast_gov_uk/assets/govuk-frontend-5.11.1.min.css": "govuk-frontend.min.css",
    "fast_gov_uk/assets/govuk-frontend-5.11.1.min.js": "govuk-frontend.min.js",
    "axe_playwright_python/axe.min.js": "axe.min.js",
}
for wheel in glob.glob(sys.argv[1] + "/*.whl"):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name in wanted:
                with open("assets/" + wanted.pop(name), "wb") as file:
                    file.write(archive.read(name))
if wanted:
    sys.exit("not in the wheels: " + ", ".join(wanted))
PYTHON
