#!/bin/sh
# Makes a module that compiles, passes the conformance suite and has a page: make new-module NAME=CaseNote
set -eu
cd "$(dirname "$0")/.."
name=${1:-}
case "$name" in
  [A-Z]*) ;;
  *) echo "Give a name in upper camel case: make new-module NAME=CaseNote" >&2; exit 2 ;;
esac
case "$name" in *[!A-Za-z]*) echo "A name has letters only." >&2; exit 2 ;; esac
[ ! -e "Sources/Modules/$name" ] || { echo "There is a module $name already." >&2; exit 1; }
kebab=$(printf %s "$name" | sed -E 's/([a-z])([A-Z])/\1-\2/g' | tr '[:upper:]' '[:lower:]')
table=$(printf %s "$kebab" | tr - _)
word=$(printf %s "$kebab" | tr - ' ')
lower=$(printf %s "$name" | tr '[:upper:]' '[:lower:]')
var=$(printf %s "$name" | cut -c1 | tr '[:upper:]' '[:lower:]')$(printf %s "$name" | cut -c2-)
make_from() {
  mkdir -p "$(dirname "$2")"
  sed -e "s/__Name__/$name/g" -e "s/__name__/$kebab/g" -e "s/__names__/${kebab}s/g" -e "s/__table__/$table/g" \
    -e "s/__words__/${word}s/g" -e "s/__word__/$word/g" -e "s/__var__/$var/g" -e "s/__lower__/$lower/g" "scripts/new-module/$1.template" >"$2"
}
for part in Domain/Name Domain/Name+Event Views/NameList Web/NamePolicy Web/NameWording Web/NamePages Web/NameAPI; do
  make_from "$part.swift" "Sources/Modules/$name/$(printf %s "$part" | sed "s/Name/$name/").swift"
done
make_from README.md "Sources/Modules/$name/README.md"
make_from index.mustache "Sources/Platform/Templates/$table/index.mustache"
make_from Registry+Name.swift "Sources/Assembly/Registry+$name.swift"
make_from Tests/NameDecisions.swift "Tests/DomainTests/$name/${name}Decisions.swift"
make_from Tests/NameRules.swift "Tests/WebTests/${name}Rules.swift"
sed -i -E "s/^( *)\"Directory\": DirectoryRules.rows,/\1\"$name\": ${name}Rules.rows,\n&/" Tests/WebTests/RuleTables.swift
sed -i -E "s/^let modules = \[$/&\n  \"$name\",/" Package.swift
sed -i -E "s/^( *\[practice, .*)\]$/\1, $var]/" Sources/Assembly/Registry.swift
swift format -i -r Sources/Modules/"$name" Sources/Assembly/Registry.swift "Sources/Assembly/Registry+$name.swift" \
  "Tests/DomainTests/$name" Tests/WebTests Package.swift
echo "Made Sources/Modules/$name. Settle its words, then: make golden, and make test."
