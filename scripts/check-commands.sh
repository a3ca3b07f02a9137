#!/bin/sh
# The program as scripts use it: what it answers, what code it ends with, and that a refusal changes nothing.
# Usage: sh scripts/check-commands.sh PROGRAM ASSETS
set -eu
program=$1
assets=$2
declared=$(dirname "$0")/../Sources/Assembly
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR="$work/temporary"
mkdir "$TMPDIR"
# Whoever runs this may have settings of their own.
for name in $(env | sed -n 's/^\(TOUCHSTONE_[A-Z_]*\)=.*/\1/p'); do unset "$name"; done

fail() {
  echo "check-commands: $part: touchstone $asked: $1" >&2
  for stream in out err; do
    echo "--- $stream" >&2
    head -c 1500 "$work/$stream" >&2
  done
  exit 1
}

# Runs the program where nobody can answer it. It must end with the code given first; 128 and above is a crash.
run() {
  wanted=$1
  shift
  asked=$*
  code=0
  timeout 120 "$program" "$@" </dev/null >"$work/out" 2>"$work/err" || code=$?
  cat "$work/out" >>"$work/answers"
  cat "$work/err" >>"$work/errors"
  [ "$code" -lt 128 ] || fail "crashed with $code"
  [ "$code" = "$wanted" ] || fail "ended with $code and not with $wanted"
}

# A pattern must stand in what it said: on either stream, or on standard error.
says() { grep -q -e "$1" "$work/out" "$work/err" || fail "does not say: $1"; }
explains() { grep -q -e "$1" "$work/err" || fail "does not say on standard error: $1"; }

# Makes a data directory: starts the server, waits until it listens, and stops it.
begin() { # demo or serve, the directory
  part=begin
  asked=$1
  few=
  if [ "$1" = demo ]; then few="--cases 0"; fi
  # Made here, so that it is there when tail opens it.
  : >"$work/out"
  # shellcheck disable=SC2086
  "$program" "$1" $few --json --data "$2" --port 0 --assets "$assets" >"$work/out" 2>"$work/err" &
  server=$!
  # The program answers on its standard output once it listens; tail waits for the line and no longer.
  timeout 120 tail -f -n +1 --pid=$server "$work/out" | grep -q -m1 '^}' || {
    kill $server 2>/dev/null || true
    fail "does not listen"
  }
  kill -TERM $server
  wait $server || fail "ended with $? when it was stopped"
  cat "$work/err" >>"$work/errors"
}

# Every part works on a copy of its own.
copy_of() { # demo or empty
  data=$work/$part
  cp -R "$work/$1" "$data"
}

# What a data directory holds: the size of every log, and every practice.
holdings() {
  run 0 verify --data "$data"
  # A rehearsal is written down after the backup that it is of.
  sed '/^rehearsals: /d' "$work/out" >"$work/holdings"
  run 0 export practices --data "$data"
  cat "$work/out" >>"$work/holdings"
}

remember() {
  holdings
  mv "$work/holdings" "$work/remembered"
}

unchanged() {
  after=$asked
  holdings
  asked=$after
  cmp "$work/remembered" "$work/holdings" || fail "changed something"
}

# MARK: Parts

# Every subcommand explains itself and names each of its options.
help_names_options() {
  cat >"$work/options" <<'END'
serve: data settings json host port assets
demo: data settings json host port assets cases
import practices: data settings json preview yes skip-errors undo reason
export practices: data settings json format output
verify: data settings json vault
checkpoint: data settings json
audit: key log against cosigner save json
witness: key state name hand-back every listen json
rebuild: data settings json vault
erase: data settings json ground vault certificate yes
erasure-check: data settings json
upkeep: data settings json run
erasures: data settings json output
backup-key: output json
backup: data settings json output recipient keys-recipient rehearse recipient-key
restore: data settings json records keys recipient-key erasures unsigned-erasures nobody-erased-since secrets
rotate-master: data settings json
sign-in-link: data settings json
keep-administrator: data settings json
settings: data settings json
END
  run 0 --help
  sed -n '/^SUBCOMMANDS/,$ s/^  \([a-z][a-z-]*\)  .*/\1/p' "$work/out" | sort >"$work/subcommands"
  sed 's/[ :].*//' "$work/options" | sort | cmp - "$work/subcommands" || fail "lists other subcommands"
  for group in import export; do
    run 0 $group --help
    says '^  practices  '
  done
  while IFS=: read -r command options; do
    # The name of a command may be two words.
    # shellcheck disable=SC2086
    run 0 $command --help
    for option in help $options; do says "--$option\b"; done
  done <"$work/options"
}

# A wrong command line is 2, what could not be done is 1.
exit_codes() {
  run 2 nonsense
  run 2 verify --nonsense
  run 2 import practices
  explains 'Give a CSV file'
  run 2 import practices --undo import-1
  explains '--reason'
  run 2 erase somebody --yes
  explains '--ground'
  run 1 verify --data "$work/nowhere"
  explains 'holds no Touchstone data'
  run 1 verify --data "$work/nowhere" --json
  says '"code" : "incomplete"'
}

# Two rows are right; the other three have an error each.
write_rows() {
  right=$work/right.csv
  mixed=$work/mixed.csv
  cat >"$mixed" <<'END'
title,strand,cost_gbp,source_title,source_url
Right one,islamist,1200,Report,https://touchstone.example/1
Bad strand,nonsense,,Report,https://touchstone.example/2
,islamist,,Report,https://touchstone.example/3
Bad cost,islamist,plenty,Report,https://touchstone.example/4
Right two,all,,Report,https://touchstone.example/5
END
  grep -e '^title' -e '^Right' "$mixed" >"$right"
}

# A preview says what is new, and errors with their place; neither changes anything.
import_previews() {
  copy_of empty
  write_rows
  remember
  run 0 import practices "$right" --preview --data "$data"
  says '2 practices to import'
  run 0 import practices "$right" --preview --data "$data" --json
  says '"new" : 2'
  unchanged
  for how in --preview --yes; do
    run 1 import practices "$mixed" $how --data "$data"
    says 'line 3, strand: .*not in it.*nonsense'
    says 'line 4, title: Enter a title'
    says 'line 5, cost_gbp: .*whole number.*plenty'
    run 1 import practices "$mixed" $how --data "$data" --json
    for place in '"line" : 3' '"column" : "strand"' '"value" : "nonsense"' '"line" : 4' '"column" : "title"' \
      '"line" : 5' '"column" : "cost_gbp"' '"value" : "plenty"'; do says "$place"; done
  done
  unchanged
}

# Where nobody can be asked and nobody said yes, nothing is imported, and that is no success.
import_needs_a_yes() {
  copy_of empty
  write_rows
  remember
  run 1 import practices "$right" --data "$data"
  explains '--yes'
  run 1 import practices "$mixed" --skip-errors --data "$data"
  explains '--yes'
  unchanged
}

# An import leaves out what is wrong if told to, is known when it comes again, and can be undone.
import_and_undo() {
  copy_of empty
  write_rows
  run 0 import practices "$mixed" --skip-errors --yes --data "$data" --json
  says '"imported" : 2'
  import=$(sed -n 's/.*"importID" : "\(.*\)".*/\1/p' "$work/out")
  run 0 export practices --data "$data"
  says '^Right one,'
  says '^Right two,'
  [ "$(grep -c '^[A-Z]' "$work/out")" = 2 ] || fail "holds other practices"
  remember
  run 0 import practices "$right" --yes --data "$data"
  says '0 practices to import, 2 imported before'
  unchanged
  run 1 import practices --undo nothing --reason 'No such import' --data "$data"
  explains 'there is no import nothing'
  run 0 import practices --undo "$import" --reason 'The wrong file' --data "$data" --json
  says '"undone" : 2'
  run 0 export practices --data "$data"
  ! grep -q Right "$work/out" || fail "still holds what was undone"
  run 0 import practices "$right" --yes --data "$data" --json
  says '"imported" : 2'
  run 0 export practices --data "$data"
  says '^Right one,'
}

# What is no CSV is refused with its place.
import_refuses_broken_files() {
  copy_of empty
  remember
  file=$work/broken.csv
  refused() {
    run 1 import practices "$file" --yes --data "$data"
    says "$1"
  }
  printf 'title\n"open' >"$file"
  refused 'line 2, title: a quotation mark is never closed'
  printf 'title\n\351t\351\n' >"$file"
  refused 'line 2, title: .*not UTF-8'
  { echo title && head -c 10000000 /dev/zero | tr '\0' x; } >"$file"
  refused 'line 2, title: a cell holds more than a million bytes'
  { printf 'title\n"' && head -c 10000000 /dev/zero | tr '\0' x && echo '"'; } >"$file"
  refused 'line 2, title: a cell holds more than a million bytes'
  : >"$file"
  refused 'no practices'
  file=$work/missing.csv
  refused 'missing.csv cannot be read'
  unchanged
}

# JSON is JSON, and what was exported is imported as it was.
export_and_import() {
  copy_of demo
  run 0 export practices --format json --data "$data"
  python3 -m json.tool "$work/out" /dev/null || fail "writes no JSON"
  run 0 export practices --data "$data"
  cp "$work/out" "$work/exported.csv"
  run 0 export practices --data "$data" --output "$work/written.csv"
  cmp "$work/exported.csv" "$work/written.csv"
  rm -r "$data"
  copy_of empty
  run 0 import practices "$work/exported.csv" --yes --data "$data"
  run 0 export practices --data "$data"
  cmp "$work/exported.csv" "$work/out" || fail "exports something else"
}

# Views can be thrown away: folded anew they are the same.
verify_and_rebuild() {
  copy_of demo
  remember
  run 0 rebuild --data "$data"
  unchanged
  run 0 verify --data "$data" --json
  says '"isWhole" : true'
}

# Checkpoints are signed when asked for, once for what is there, with a key that may lie elsewhere.
checkpoints_are_signed() {
  copy_of demo
  mv "$data/keys/signing.key" "$work/apart.key"
  run 1 checkpoint --data "$data"
  explains 'signing key .* cannot be read'
  TOUCHSTONE_KEYS_SIGNING_FILE=$work/apart.key
  export TOUCHSTONE_KEYS_SIGNING_FILE
  run 0 checkpoint --data "$data"
  says '^learning/record: signed at [0-9]* entries$'
  cp "$work/out" "$work/signed"
  cp -R "$data/checkpoints" "$work/published"
  run 0 checkpoint --data "$data" --json
  says '"log" : "record"'
  run 0 checkpoint --data "$data"
  cmp "$work/signed" "$work/out" || fail "signed anew what was signed"
  diff -r "$data/checkpoints" "$work/published" || fail "published anew what was published"
  run 0 verify --data "$data"
}

# Whoever has a copy and the published key checks it, and finds what was changed.
audit_needs_only_the_key() {
  copy_of demo
  run 0 checkpoint --data "$data" --json
  key=$(sed -n 's/.*"key" : "\(.*\)".*/\1/p' "$work/out")
  log=$data/vaults/learning/journal.sqlite
  run 0 audit --key "$key" --log "$log" --against "$data/checkpoints/learning-record.txt"
  says '^Everything holds\.$'
  run 0 audit --key "$key" --log "$log" --json
  says '"isWhole" : true'
  run 2 audit --key "$key"
  explains 'Give a receipt'
  run 2 audit --key "$key" --log "$log" --save "$work/saved"
  explains 'from an address'
  run 1 audit --key "$key" "$work/nowhere.tlog-proof"
  says 'nowhere.tlog-proof cannot be read'
  run 1 audit --key 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW' --log "$log"
  says 'not signed by PeterNeumann'
  run 1 audit --key "$key" --log "$work/right.csv.none"
  explains 'there is no log at'
  python3 - "$log" <<'PYTHON'
import sqlite3, sys
log = sqlite3.connect(sys.argv[1])
log.execute("UPDATE record_entry SET account = 'another' WHERE position = 7")
log.commit()
PYTHON
  run 1 audit --key "$key" --log "$log"
  says 'DOES NOT HOLD: .*position 7: '
}

# Whoever is erased stands in no file, and the log is still whole.
erase_leaves_nothing() {
  copy_of empty
  printf 'title,contacts\nA practice,Pat Example | Lead | pat@touchstone.example\n' >"$work/contact.csv"
  run 0 import practices "$work/contact.csv" --yes --data "$data"
  grep -r -a -q -F pat@touchstone.example "$data" || fail "keeps no contact, so that nothing is proved"
  run 1 erase nobody --ground 'A test' --yes --data "$data"
  explains 'no vault holds a key of nobody'
  subject=$(contact_subject)
  run 1 erase "$subject" --ground 'A test' --data "$data"
  explains '--yes'
  run 0 erase "$subject" --ground 'A test' --certificate "$work/certificate" --yes --data "$data"
  run 0 erasure-check "$work/certificate" --data "$data"
  sed 's/A test/B test/' "$work/certificate" >"$work/forged"
  run 1 erasure-check "$work/forged" --data "$data"
  run 0 upkeep --run --data "$data"
  run 2 upkeep --data "$data"
  ! grep -r -a -l -F pat@touchstone.example "$data" || fail "left the address in a file"
  run 0 verify --data "$data"
  run 0 rebuild --data "$data"
  ! grep -r -a -l -F pat@touchstone.example "$data" || fail "brought the address back"
}

# No command shows a contact's identifier; the only key of the vault is theirs.
contact_subject() {
  python3 - "$data/vaults/learning/keys.sqlite" <<'PYTHON'
import sqlite3, sys
keys = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
(subject,), = keys.execute("SELECT subject FROM subject_key WHERE subject NOT LIKE ':%'").fetchall()
print(subject)
PYTHON
}

# A backup comes back as it was, nobody comes back who was erased since, and a refusal leaves nothing.
backups_come_back() {
  copy_of empty
  printf 'title,contacts\nA practice,Pat Example | Lead | pat@touchstone.example\n' >"$work/contact.csv"
  run 0 import practices "$work/contact.csv" --yes --data "$data"
  mkdir "$work/backups"
  temporary=$(ls "$TMPDIR")
  key=$work/recipient.key
  run 0 backup-key --output "$key" --json
  recipient=$(sed -n 's/.*"recipient" : "\(.*\)".*/\1/p' "$work/out")
  run 1 backup-key --output "$key"
  explains 'never replaced'
  run 1 backup --data "$data" --output "$work/backups"
  explains '--recipient or the setting backup.recipients'
  run 1 backup --data "$data" --output "$work/backups" --recipient "${recipient}x"
  explains 'recipient'
  run 2 backup --data "$data" --output "$work/backups" --recipient "$recipient" --rehearse
  explains '--recipient-key'
  run 1 backup --data "$data" --output "$work/nowhere" --recipient "$recipient"
  [ -z "$(ls "$work/backups")" ] || fail "left something where it was refused"
  run 0 backup --data "$data" --output "$work/backups" --recipient "$recipient" --rehearse --recipient-key "$key"
  says 'rehearsal restored: .* s per GB'
  grep -q 'outcome.*restored' "$data/rehearsals.jsonl" || fail "does not record its rehearsal"
  ! grep -r -a -l -F -e 'A practice' -e pat@touchstone.example "$work/backups" || fail "sealed nothing"
  records=$(ls "$work"/backups/*-records)
  keys=$(ls "$work"/backups/*-keys)
  register=$(ls "$work"/backups/*-erasures.txt)
  remember
  restore() { # the code it ends with, and what else it is told
    wanted=$1
    shift
    run "$wanted" restore --data "$work/back" --records "$records" --recipient-key "$key" "$@"
    [ "$wanted" = 0 ] || [ ! -e "$work/back" ] || fail "left something where it was refused"
  }
  run 2 restore --data "$work/back" --records "$records"
  restore 1 --keys "$keys" --secrets "$data/keys"
  explains '--erasures'
  restore 1 --keys "$keys" --erasures "$register"
  explains '--secrets'
  restore 1 --keys "$records" --erasures "$register" --secrets "$data/keys"
  explains 'holds the records of a backup'
  head -c 3000 "$keys" >"$work/cut"
  restore 1 --keys "$work/cut" --erasures "$register" --secrets "$data/keys"
  explains 'cut is changed, cut off or out of order in chunk 1'
  run 0 backup-key --output "$work/other.key"
  run 1 restore --data "$work/back" --records "$records" --recipient-key "$work/other.key"
  explains 'is sealed to another recipient'
  restore 0 --keys "$keys" --erasures "$register" --secrets "$data/keys"
  says 'restored and verified'
  data=$work/back
  unchanged
  run 1 restore --data "$work/back" --records "$records" --recipient-key "$key"
  explains 'is not empty'
  rm -r "$work/back"
  data=$work/$part
  run 0 erase "$(contact_subject)" --ground 'A test' --yes --data "$data"
  newest="$work/register.json"
  run 0 erasures --data "$data" --output "$newest"
  says '1 erasures'
  restore 0 --keys "$keys" --erasures "$newest" --secrets "$data/keys"
  says 'destroyed again'
  ! grep -r -a -l -F pat@touchstone.example "$work/back" || fail "brought the erased back"
  rm -r "$work/back"
  restore 0
  says 'Without the archive of keys'
  run 0 verify --data "$work/back"
  [ "$temporary" = "$(ls "$TMPDIR")" ] || fail "left something in the temporary folder"
}

# A new master key opens what the old one did, and a link lets somebody in who has an account.
keys_turn_and_doors_open() {
  copy_of demo
  before=$(cat "$data/keys/master.key")
  run 0 rotate-master --data "$data"
  [ "$before" != "$(cat "$data/keys/master.key")" ] || fail "kept the old key"
  run 1 sign-in-link nobody@touchstone.example --data "$data"
  explains 'no open account has the address'
  run 0 sign-in-link adam.administrator@touchstone.example --data "$data" --json
  says '/enter/'
  run 1 keep-administrator rita.reader@touchstone.example --data "$data"
  explains 'no administrator'
  run 0 keep-administrator adam.administrator@touchstone.example --data "$data"
  says '^Kept 1 role of '
  run 0 verify --data "$data"
}

# Every setting that is declared is listed.
settings_are_listed() {
  run 0 settings
  keys=$(find "$declared" -name 'Settings*.swift' -exec cat {} + | tr -d ' \n' | grep -o '=Setting("[a-z.-]*"' | cut -d '"' -f 2)
  [ -n "$keys" ] || fail "declares no settings where this looks for them"
  for key in $keys; do
    says "^$key = "
    says "TOUCHSTONE_$(echo "$key" | tr 'a-z.-' 'A-Z__')\$"
  done
  run 0 settings --json
  for key in $keys; do says "\"key\" : \"$key\""; done
}

# The environment goes before the file, and a slip in either is named.
settings_are_read() {
  file=$work/settings.json
  echo '{"http": {"port": 9000}, "site": {"notice": "Of the file"}}' >"$file"
  run 0 settings --settings "$file"
  says '^http.port = 9000$'
  (
    export TOUCHSTONE_HTTP_PORT=9001 TOUCHSTONE_SITE_NOTICE='Of the environment'
    run 0 settings --settings "$file"
    says '^http.port = 9001$'
    says '^site.notice = Of the environment$'
  )
  (
    export TOUCHSTONE_HTTP_PORT=many
    run 1 settings
    explains 'http\.port'
  )
  while read -r key text; do
    echo "$text" >"$file"
    run 1 settings --settings "$file"
    explains "$key"
  done <<'END'
http\.prot {"http": {"prot": 9000}}
htpp\.port {"htpp": {"port": 9000}}
http\.port {"http": {"port": "many"}}
http\.port {"http": {"port": 65536}}
http\.behind-tls {"http": {"behind-tls": "perhaps"}}
site\.notice {"site": {"notice": 5}}
log\.level {"log": {"level": "loud"}}
settings\.json no JSON
END
}

# The master key is said nowhere: not from the file, not from the environment, not when it is wrong.
master_key_is_never_said() {
  copy_of empty
  key=$(head -c 32 /dev/urandom | base64)
  echo "{\"keys\": {\"master\": \"$key\"}}" >"$work/settings.json"
  for json in '' --json; do
    run 0 settings $json --settings "$work/settings.json"
    (
      export TOUCHSTONE_KEYS_MASTER="$key"
      run 0 settings $json
      run 1 export practices $json --data "$data"
      says 'master key'
      export TOUCHSTONE_KEYS_MASTER="$key$key"
      run 1 export practices $json --data "$data"
      says 'keys\.master'
    )
  done
  asked='in all of these checks'
  for secret in "$key" "$(cat "$data/keys/master.key")" "$(cat "$work/demo/keys/master.key")"; do
    ! grep -q -F -e "$secret" "$work/answers" "$work/errors" || fail "said the master key"
  done
}

# A full disk behind standard output is a reason, and no crash.
answers_that_cannot_be_written() {
  data=$work/demo
  for words in 'settings' 'settings --json' 'export practices' '--help' 'verify'; do
    asked=$words
    code=0
    : >"$work/out"
    # shellcheck disable=SC2086
    timeout 120 "$program" $words $(case $words in --help) ;; *) echo --data "$data" ;; esac) >/dev/full 2>"$work/err" || code=$?
    [ "$code" = 1 ] || fail "ended with $code where nothing can be written"
  done
}

# Where standard error is a file, nothing so far has drawn a bar on it.
no_bars_in_a_file() {
  asked='in all of these checks'
  ! grep -e '\[[#.][#.]*\]' -e "$(printf '\r')" "$work/errors" || fail "drew a bar"
}

# MARK: All of them

begin demo "$work/demo"
begin serve "$work/empty"
failed=0
for part in help_names_options exit_codes import_previews import_needs_a_yes import_and_undo \
  import_refuses_broken_files export_and_import verify_and_rebuild checkpoints_are_signed audit_needs_only_the_key erase_leaves_nothing \
  backups_come_back keys_turn_and_doors_open \
  settings_are_listed settings_are_read master_key_is_never_said answers_that_cannot_be_written no_bars_in_a_file; do
  set +e
  (set -e && "$part")
  code=$?
  set -e
  [ "$code" = 0 ] || { echo "check-commands: $part fails" >&2 && failed=1; }
done
[ "$failed" = 0 ] || exit 1
echo "The commands do what scripts expect of them."
