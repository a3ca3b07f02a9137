#!/bin/sh
# Counts the rows of docs/asvs.md by state and level; fails where one is missing, twice there or of an unknown state.
set -eu
awk -F ' *[|] *' '
/^\| V[0-9]+\.[0-9]+\.[0-9]+ \|/ {
  if (seen[$2]++) { print $2 " stands there twice"; bad = 1 }
  if ($4 !~ /^(met|in part|not met|does not apply)$/) { print $2 ": unknown state " $4; bad = 1 }
  count[$4, $3]++; level[$3]++; all++
}
END {
  if (all != 345) { print "345 requirements are wanted, and " all + 0 " stand there"; bad = 1 }
  if (bad) exit 1
  print "| State | Level 1 | Level 2 | Level 3 | All |"
  print "|---|---|---|---|---|"
  n = split("met,in part,not met,does not apply", states, ",")
  for (i = 1; i <= n; i++) {
    s = states[i]
    print "| " s " | " count[s, 1] + 0 " | " count[s, 2] + 0 " | " count[s, 3] + 0 " | " count[s, 1] + count[s, 2] + count[s, 3] " |"
  }
  print "| all | " level[1] " | " level[2] " | " level[3] " | " all " |"
}' "${1:-docs/asvs.md}"
