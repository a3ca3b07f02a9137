"""Casework of many made-up cases: its pages beside a static file, who was met before, erasing; prints Markdown.

    python3 Benchmarks/channel.py PROGRAM ASSETS HOW-MANY [DATA]

The cases are those of `touchstone demo --cases`, into DATA where that is not there yet, brief ones from half a million
on; one person of it is erased.
The program and nginx answer wrk on loopback, on the same machine, one after the other. Needs nginx-light and wrk from
Debian.
"""

import re
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from pages import CONNECTIONS, SECONDS, Nginx, line

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "Tests" / "BrowserTests"))

from program import Program  # noqa: E402
from visitor import Visitor  # noqa: E402

PATIENCE = 4 * 3600
# From so many cases on their stories are short.
BRIEF = 500_000
OPENED = 20
ROUNDS = 10


def signed_in(program, name):
    visitor = Visitor(program)
    status, _, _ = visitor.submit(program.links[name], program.links[name])
    if status != 200:
        raise SystemExit(f"{name}: {status}")
    return visitor


def opened(visitor, listed, kind, most):
    """Records of a list, each opened for a purpose that lasts as long as the session asks for no new one."""
    _, _, page = visitor.open(listed)
    found = list(dict.fromkeys(re.findall(rf'href="(/{kind}/[0-9a-f]{{32}})"', page)))[:most]
    for address in found:
        _, asked, _ = visitor.open(address)
        if asked == address:
            continue
        status, path, _ = visitor.submit(address, asked, purpose="supervision", words="")
        if status != 200 or path != address:
            raise SystemExit(f"{address}: {status}, {path}")
    return found


def paths(cora):
    return {
        "home": ["/"],
        "my cases": ["/cases?whose=mine"],
        "the cases of everywhere": ["/cases"],
        "what is late, everywhere": ["/cases?waits=late"],
        "how long an area's cases take": ["/cases/overview?area=E23000001"],
        "a case": opened(cora, "/cases?whose=mine", "cases", OPENED),
        "a form of a case": [f"{address}/share" for address in opened(cora, "/cases?whose=mine", "cases", OPENED)],
        "referrals": ["/referrals"],
        "a referral, and who it may be": opened(cora, "/referrals", "referrals", OPENED),
        "meetings": ["/meetings"],
        "questions to partners": ["/requests"],
    }


def pages(program, folder):
    cora, sue, mina = (signed_in(program, name) for name in ("Cora Coordinator", "Sue Supervisor", "Mina Member"))
    print("| page | as | kB | p50 | p99 | a second | nginx p50 | p99 | a second |")
    print("|---|---|---|---|---|---|---|---|---|")
    nginx = Nginx(folder, 18998)
    try:
        for page, addresses in paths(cora).items():
            line(program, nginx, folder, page, "coordinator", addresses, cora)
        for who, visitor in (("supervisor", sue), ("panel member", mina)):
            line(program, nginx, folder, "home", who, ["/"], visitor)
    finally:
        nginx.stop()
    return cora


def in_turn(visitor, addresses):
    """Milliseconds that one visitor waits for each, with nobody else asking; the shortest first."""
    took = []
    for address in addresses * ROUNDS:
        begun = time.perf_counter()
        visitor.open(address)
        took.append((time.perf_counter() - begun) * 1000)
    return sorted(took)


def met_before(cora):
    took = in_turn(cora, opened(cora, "/referrals", "referrals", OPENED))
    return len(took), took[len(took) // 2], took[int(len(took) * 0.99) - 1]


def waited(port):
    """How often answers waited for a line in an access log, and for how many seconds in all."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        text = answer.read().decode()
    return [float(re.search(rf"\ntouchstone_access_{what} (\S+)", text)[1]) for what in ("writes", "write_seconds")]


def looked(cora, port):
    """Milliseconds that one visitor waits for pages of cases, and those of them that pass until the look is logged."""
    found = opened(cora, "/cases?whose=mine", "cases", OPENED)
    before = waited(port)
    took = in_turn(cora, found)
    writes, seconds = (now - then for now, then in zip(waited(port), before))
    if writes < len(took):
        raise SystemExit(f"{len(took)} looks left {writes:.0f} lines")
    return len(took), took[len(took) // 2], seconds / writes * 1000


def held(program):
    return int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{program.process.pid}/status").read_text())[1]) / 1024


def size(data):
    return sum(file.stat().st_size for file in data.rglob("*") if file.is_file())


def query(data, words):
    database = sqlite3.connect(f"file:{data}/vaults/safeguarding/journal.sqlite?mode=ro", uri=True)
    try:
        return database.execute(words).fetchone()[0]
    finally:
        database.close()


def erase(binary, data):
    """Seconds that erasing somebody takes, beside reading every byte of the directory."""
    person = query(data, "SELECT id FROM record_entry WHERE category = 'referral' ORDER BY position DESC LIMIT 1")
    files = [file for file in data.rglob("*") if file.is_file()]
    begun = time.monotonic()
    subprocess.run(["cat", *files], check=True, stdout=subprocess.DEVNULL)
    read = time.monotonic() - begun
    begun = time.monotonic()
    subprocess.run([binary, "erase", person, "--ground", "Measured", "--yes", "--data", data], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - begun, read


def main(binary, assets, count, kept):
    with tempfile.TemporaryDirectory(prefix="touchstone-bench-") as name:
        folder = Path(name)
        data = Path(kept) if kept else folder / "data"
        made = ""
        if not data.exists():
            begun = time.monotonic()
            program = Program(binary, assets, "demo", data=data, patience=PATIENCE, cases=count, brief=count >= BRIEF)
            seconds, megabytes = time.monotonic() - begun, held(program)
            program.stop()
            entries = query(data, "SELECT count(*) FROM record_entry")
            made = (f"Making them up took {seconds:.0f} s, {entries / seconds:.0f} entries a second, each sealed, written "
                    f"and folded, and {megabytes:.0f} MB at most. ")
        entries = query(data, "SELECT count(*) FROM record_entry")
        people = query(data, "SELECT count(*) FROM record_entry WHERE name = 'referral.made'")
        begun = time.monotonic()
        log = open(folder / "log", "w+")
        program = Program(binary, assets, "demo", {"TOUCHSTONE_LOG_LEVEL": "notice"}, log, data, PATIENCE)
        port = re.search(r"\bport=(\d+).*operations", (folder / "log").read_text())[1]
        try:
            started = time.monotonic() - begun
            print(f"# Casework, {people:,} cases\n")
            print(f"Printed by `make bench-channel`: {entries:,} entries, {size(data) / 1e9:.1f} GB. {CONNECTIONS} connections "
                  f"for {SECONDS} seconds on two cores that wrk shares, milliseconds. Beside each page nginx serves a "
                  "file of the same size in the same minute. Every answer of a case or a referral writes who looked.\n")
            cora = pages(program, folder)
            number, middle, most = met_before(cora)
            looks, page, line_of_look = looked(cora, port)
            megabytes = held(program)
        finally:
            program.stop()
        print(f"\nOne visitor who opens {OPENED} referrals in turn, {number} times in all, waits {middle:.1f} ms for the middle one and "
              f"{most:.1f} ms for 99 of 100, likely earlier referrals of the same person, among {people:,}, with them.")
        print(f"\nOne visitor who opens cases in turn, {looks} times, waits {page:.1f} ms for the middle one. Until the line of "
              f"the look was on the disk {line_of_look:.2f} ms of them passed: the page with it takes "
              f"{page / (page - line_of_look):.2f} times what it would without.")
        seconds, read = erase(binary, data)
        print(f"\nErasing one person took {seconds:.0f} s, with starting, overwriting what was freed and looking through "
              f"every byte for what was erased; reading every byte once by `cat` took {read:.1f} s.")
        print(f"\n{made}The program answered {started:.0f} s after its start and held {megabytes:.0f} MB at most.")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] if len(sys.argv) > 4 else None)
