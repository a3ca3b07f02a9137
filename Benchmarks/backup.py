"""A backup and its rehearsal beside tar and age; prints Markdown.

    python3 Benchmarks/backup.py PROGRAM ASSETS MEGABYTES PRACTICES

The data directory holds files of chance bytes among its attachments and practices put together as for the pages.
age, of Debian's package of that name, seals and opens the same files on the same disk in the same minute.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "Tests" / "BrowserTests"))

from pages import fill  # noqa: E402
from program import Program  # noqa: E402

ROUNDS = 3


def seconds(work):
    begun = time.monotonic()
    work()
    return time.monotonic() - begun


def run(*command):
    subprocess.run([str(part) for part in command], check=True, stdout=subprocess.DEVNULL)


def middle(values):
    return sorted(values)[len(values) // 2]


def piped(*commands):
    """Runs commands, each reading what the one before it writes."""
    processes, previous = [], None
    for command in commands:
        last = len(processes) == len(commands) - 1
        processes.append(subprocess.Popen([str(part) for part in command], stdin=previous,
                                          stdout=subprocess.DEVNULL if last else subprocess.PIPE))
        previous = processes[-1].stdout
    if any(process.wait() for process in processes):
        raise SystemExit(f"failed: {commands}")


def attach(data, megabytes):
    """Files of chance bytes, ten megabytes each, where attachments lie."""
    for _ in range(megabytes // 10):
        content = os.urandom(10_000_000)
        digest = hashlib.sha256(content).hexdigest()
        folder = data / "blobs" / digest[:2]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / digest).write_bytes(content)


def size(data):
    return sum(file.stat().st_size for file in data.rglob("*") if file.is_file())


def measure(binary, data, folder):
    """Seconds of each step, of as many rounds as there are."""
    key = folder / "recipient.key"
    made = subprocess.run([binary, "backup-key", "--json", "--output", key], check=True, capture_output=True)
    recipient = json.loads(made.stdout)["recipient"]
    age = folder / "age.key"
    run("age-keygen", "-o", age)
    age_recipient = subprocess.run(["age-keygen", "-y", age], check=True, capture_output=True, text=True).stdout.strip()
    found = {"backup": [], "age": [], "rehearse": [], "open": []}
    for number in range(ROUNDS):
        out = folder / f"out-{number}"
        out.mkdir()
        sealed = out / "data.age"
        found["backup"].append(seconds(lambda: run(
            binary, "backup", "--data", data, "--output", out, "--recipient", recipient)))
        found["age"].append(seconds(lambda: piped(
            ["tar", "-C", data, "-cf", "-", "."], ["age", "-r", age_recipient, "-o", sealed])))
        found["open"].append(seconds(lambda: piped(["age", "-d", "-i", age, sealed], ["tar", "-tf", "-"])))
        rehearsed = folder / f"rehearsed-{number}"
        rehearsed.mkdir()
        found["rehearse"].append(seconds(lambda: run(
            binary, "backup", "--data", data, "--output", rehearsed, "--recipient", recipient, "--rehearse",
            "--recipient-key", key)))
        run("rm", "-rf", out, rehearsed)
    return {name: middle(values) for name, values in found.items()}


def line(name, binary, data, folder):
    folder.mkdir()
    gigabytes = size(data) / 1e9
    found = measure(binary, data, folder)
    rehearsal = found["rehearse"] - found["backup"]
    print(f"| {name} | {gigabytes:.2f} | {found['backup']:.1f} | {found['age']:.1f} | "
          f"{found['backup'] / found['age']:.1f} | {rehearsal:.1f} | {rehearsal / gigabytes:.1f} | {found['open']:.1f} |",
          flush=True)


def main(binary, assets, megabytes, practices):
    with tempfile.TemporaryDirectory(prefix="touchstone-bench-") as name:
        folder = Path(name)
        full = folder / "attachments"
        Program(binary, assets, "demo", data=full).stop()
        attach(full, megabytes)
        records = folder / "records"
        Program(binary, assets, "demo", data=records).stop()
        fill(binary, records, practices, folder)
        print("# Backup and rehearsal\n")
        print(f"Printed by `make bench-backup`: the middle of {ROUNDS} rounds, seconds. A rehearsal restores the backup to "
              "a temporary place, verifies every entry and file, and makes the views anew. age seals a tar of the same "
              "folder and opens it again, in the same minute, and verifies nothing but its own seal.\n")
        print("| what | GB | backup | tar and age | times age | rehearsal | a GB | age opens |")
        print("|---|---|---|---|---|---|---|---|")
        line("attachments", binary, full, folder / "one")
        line(f"{practices:,} practices", binary, records, folder / "two")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
