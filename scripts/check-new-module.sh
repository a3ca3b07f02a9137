#!/bin/sh
# What docs/how-to/add-a-module.md promises: the module that `make new-module` makes is formatted, builds, conforms,
# its page takes a record and its interface gives it. It is made in a layer over this tree, which uses what is built
# and goes when this ends; the tree itself stays as it is. Where no layer can be laid, a copy is built from nothing.
set -eu
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
work=$PWD/.build-module

# Says what is done next, and what went wrong with it.
step() {
  echo "check-module: $1"
  shift
  "$@" >"$work/log" 2>&1 || { tail -n 80 "$work/log" >&2 && exit 1; }
}

# In a mount namespace of its own: nobody else sees the layer, and it ends with the last process in there.
apart() { unshare --mount --map-root-user sh scripts/check-new-module.sh "$@"; }

lay_over() {
  mount -t overlay none -o "lowerdir=$PWD,upperdir=$work/upper,workdir=$work/beneath,userxattr" "$PWD"
}

# The files as they stand now: what git tracks or would track, and what is fetched.
copy_tree() {
  mkdir "$work/tree"
  { git -c core.quotePath=off ls-files --cached --others --exclude-standard && find assets Package.resolved -type f; } |
    # A file that was deleted is listed all the same.
    while IFS= read -r file; do [ ! -f "$file" ] || echo "$file"; done |
    tar -cf - -T - | tar -xf - -C "$work/tree"
}

# A suite that no filter finds would pass too.
ran_some() { grep -q 'Test run with [1-9]' "$work/log" || { cat "$work/log" >&2 && exit 1; }; }

# A contributor enters by their link, opens the page of the module, fills in its form and finds the record,
# also in the file of its list.
ask_for_page() {
  PYTHONPATH=Tests/BrowserTests PYTHONDONTWRITEBYTECODE=1 python3 - .build/debug/touchstone assets <<'PYTHON'
import sys
from program import Program
from visitor import Visitor

program = Program(*sys.argv[1:3], command="demo")
dora = Visitor(program)


def page(address):
    status, _, text = dora.open(address)
    assert status == 200, f"{address}: {status}"
    return text


try:
    link = program.links["Dora Depositor"]
    assert dora.submit(link, link)[0] == 200
    assert "All sample notes" in page("/"), "the menu does not name the module"
    assert "There is nothing here yet" in page("/sample-notes")
    status, _, after = dora.submit("/sample-notes/new", "/sample-notes", title="First of its kind", account="So it was.")
    assert status == 200 and "First of its kind" in after and "First of its kind" in page("/sample-notes"), after
    assert "First of its kind,So it was." in page("/sample-notes.csv"), "the list's file does not hold the record"
    assert "First of its kind" in page("/api/v1/sample-notes"), "programs do not find what people do"
finally:
    code = program.stop()
assert code == 0, f"the program ended with {code}"
PYTHON
}

check() {
  step "make the module" sh scripts/new-module.sh SampleNote
  step "its format" "$swift" format lint --strict -r Sources Tests Benchmarks Package.swift
  step "its imports" sh scripts/check-imports.sh
  step "its words" sh scripts/check-words.sh
  step "build everything with it" "$swift" build --build-tests
  step "its golden files, and what it decides" env GOLDEN=write "$swift" test --skip-build --filter DomainTests
  ran_some
  step "what it decides, held to its golden files" "$swift" test --skip-build --filter DomainTests
  ran_some
  step "it conforms" "$swift" test --skip-build --filter 'ConformanceTests|RuleTables|WhyTests'
  ran_some
  step "its page" ask_for_page
  echo "A new module builds, conforms and has a page."
}

case "${1:-}" in
  try) lay_over ;;
  over) lay_over && cd "$PWD" && check ;;
  copied) cd "$work/tree" && check ;;
  *)
    rm -rf "$work"
    trap 'rm -rf "$work"' EXIT
    mkdir -p "$work/upper" "$work/beneath"
    if apart try 2>"$work/log"; then
      apart over
    else
      echo "check-module: no layer can be laid here ($(tail -n 1 "$work/log")), so a copy is built from nothing"
      copy_tree
      sh scripts/check-new-module.sh copied
    fi
    ;;
esac
