#!/bin/sh
# The import table of docs/architecture.md, and the one thing that sharing targets lets through:
# a module's domain that names another module's types.
set -eu
cd "$(dirname "$0")/.."
bad=0
only() { # folder, what it may import
  found=$(grep -rnE '^(@testable |package |public |internal |private |fileprivate )*import ' "$1" --include='*.swift' 2>/dev/null |
    grep -vE "import (struct |enum |protocol )?($2)(\$|\.| )" || true)
  if [ -n "$found" ]; then echo "$1 imports what it may not:"; echo "$found"; bad=1; fi
}
only Sources/Kernel 'Foundation'
only Sources/Analysis 'Foundation'
only Sources/Charts 'Foundation'
only Sources/Sheets 'Foundation|Kernel|CZip'
only Sources/Journal 'Foundation|Kernel|Crypto'
only Sources/JournalSQLite 'Foundation|Dispatch|Synchronization|Kernel|Journal|Crypto|GRDB|GRDBSQLite'
only Sources/Fetching 'Foundation|FoundationNetworking|Synchronization|Kernel'
only Sources/Auditing 'Fetching|Foundation|FoundationNetworking|Synchronization|Kernel|Journal|JournalSQLite|Keyring|GRDB'
only Sources/Keyring 'Foundation|Synchronization|Kernel|Crypto|GRDB'
only Sources/Archives 'Foundation|Glibc|Kernel|CSodium'
only Sources/Projection 'Foundation|Synchronization|Kernel|GRDB'
only Sources/Search 'Foundation|Synchronization|Kernel|Projection|GRDB|CXapian'
only Sources/Platform 'Fetching|Foundation|FoundationNetworking|Synchronization|Kernel|Projection|Search|Sheets|GRDB|Crypto|CryptoExtras|CQRCode|CSodium|CSpawn|CZlib|Glibc|HTTPTypes|Hummingbird|Mustache|Logging'
for module in Sources/Modules/*/; do
  name=$(basename "$module")
  only "$module"Domain 'Analysis|Kernel|Foundation'
  only "$module"Views 'Analysis|Foundation|Domain|Projection|Search|GRDB|Kernel'
  only "$module"Web 'Analysis|Charts|Foundation|Domain|Search|Sheets|Views|Platform|Hummingbird|HTTPTypes|Kernel'
  for other in Sources/Modules/*/; do
    [ "$other" = "$module" ] && continue
    for type in $(grep -hoE '^package enum [A-Z][A-Za-z]*: Decider' "$other"Domain/*.swift | awk '{print $3}' | tr -d ':'); do
      found=$(grep -nE "\b$type\." "$module"Domain/*.swift || true)
      if [ -n "$found" ]; then echo "$name's domain names $type of another module:"; echo "$found"; bad=1; fi
    done
  done
done
exit $bad
