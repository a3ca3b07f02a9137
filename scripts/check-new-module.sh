#!/bin/sh
# What docs/how-to/add-a-module.md promises, done in a copy of this tree: the module that `make new-module`
# makes is formatted, builds, conforms, its page takes a record and its interface gives it.
set -eu
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
work=$PWD/.build-module
fresh=$work/fresh
tree=$work/tree
# The build folder stays from one run to the next.
build=$work/build
log=$work/log

# Says what is done next, and what went wrong with it.
step() {
  echo "check-module: $1"
  shift
  "$@" >"$log" 2>&1 || { cat "$log" >&2 && exit 1; }
}

# The files as they stand now: what git tracks or would track, and what is fetched.
list_files() {
  git -c core.quotePath=off ls-files --cached --others --exclude-standard
  find assets Package.resolved -type f
}

copy_files() {
  rm -rf "$fresh"
  mkdir -p "$fresh" "$tree"
  list_files | while IFS= read -r file; do
    [ ! -f "$file" ] || echo "$file"
  done >"$work/files"
  tar -cf "$work/files.tar" -T "$work/files"
  tar -xf "$work/files.tar" -C "$fresh"
  rm "$work/files.tar"
}

# Brings the tree that is built up to the fresh one, and touches only what differs: the rest is not built again.
settle_tree() {
  (cd "$tree" && find . -type f) | while IFS= read -r file; do
    [ -f "$fresh/$file" ] || rm "$tree/$file"
  done
  find "$tree" -mindepth 1 -type d -empty -delete
  (cd "$fresh" && find . -type f) | while IFS= read -r file; do
    cmp -s "$fresh/$file" "$tree/$file" && continue
    mkdir -p "$(dirname "$tree/$file")"
    cp "$fresh/$file" "$tree/$file"
  done
}

# A suite that no filter finds would pass too.
ran_some() { grep -q 'Test run with [1-9]' "$log" || { cat "$log" >&2 && exit 1; }; }

# A contributor enters by their link, opens the page of the module, fills in its form and finds the record,
# also in the file of its list.
ask_for_page() {
  PYTHONPATH=Tests/BrowserTests PYTHONDONTWRITEBYTECODE=1 python3 - "$build/debug/touchstone" assets <<'PYTHON'
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

copy_files
cd "$fresh"
step "make the module" sh scripts/new-module.sh SampleNote
step "its format" "$swift" format lint --strict -r Sources Tests Benchmarks Package.swift
step "its imports" sh scripts/check-imports.sh
step "its words" sh scripts/check-words.sh
settle_tree
cd "$tree"
step "its golden files, and what it decides" \
  env GOLDEN=write FAST=1 "$swift" test --scratch-path "$work/build-fast"
ran_some
step "what it decides, held to its golden files" env FAST=1 "$swift" test --scratch-path "$work/build-fast"
ran_some
step "build everything with it; the first time takes as long as any first build" \
  "$swift" build --build-tests --scratch-path "$build"
step "it conforms" "$swift" test --skip-build --scratch-path "$build" --filter 'ConformanceTests|RuleTables|WhyTests'
ran_some
step "its page" ask_for_page
echo "A new module builds, conforms and has a page."
