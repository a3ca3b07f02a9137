#!/bin/sh
# The program as a script uses it: load, verify, export, rebuild, export again; both exports are the same.
set -eu
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=$work/data
"$program" demo --json --data "$data" --port 0 --assets "$2" >"$work/started" 2>"$work/log" &
server=$!
# The program answers on its standard output once it listens; tail waits for the line and no longer.
timeout 120 tail -f -n +1 --pid=$server "$work/started" | grep -q -m1 '^}' || { cat "$work/log"; exit 1; }
kill -TERM $server
wait $server
"$program" verify --data "$data"
"$program" export practices --data "$data" >"$work/before.csv"
"$program" rebuild --data "$data"
"$program" export practices --data "$data" >"$work/after.csv"
cmp "$work/before.csv" "$work/after.csv"
"$program" verify --data "$data" --json | grep -q '"isWhole" : true'
# A wrong command line is 2, what could not be done is 1.
code=0; "$program" verify --nonsense 2>/dev/null || code=$?; [ "$code" = 2 ]
code=0; "$program" verify --data "$work/nowhere" 2>/dev/null || code=$?; [ "$code" = 1 ]
echo "verified, rebuilt, and the same"
