#!/bin/sh
# What may stand nowhere in the sources: names that say nothing, unfinished work, unchecked promises,
# places of one machine.
set -eu
cd "$(dirname "$0")/.."
bad=0
never() { # pattern, why, folders
  found=$(grep -rnE "$1" $3 --include='*.swift' --include='*.mustache' --include='*.sh' --include='*.py' --include='*.md' |
    grep -v 'scripts/check-words.sh' || true)
  if [ -n "$found" ]; then echo "$2:"; echo "$found"; bad=1; fi
}
never '\b(class|struct|enum|actor|protocol) [A-Za-z]*(Manager|Helper|Util|Utils|Impl|DTO)\b' 'A name that says nothing' 'Sources Tests'
never '(TODO|FIXME|XXX)' 'Unfinished work' 'Sources Tests scripts docs'
never '(@unchecked Sendable|nonisolated\(unsafe\)|fatalError\(|\bas! )' 'An unchecked promise' 'Sources'
never '\btry\?' 'An error thrown away' 'Sources'
never '\bstatic var [a-zA-Z]+ *(: *[^{]+)?= ' 'Global state' 'Sources'
never '(/home/|/root/|/work/|/Users/)[a-z]' 'A place of one machine' 'Sources Tests scripts docs'
exit $bad
