"""Pages of a full depository beside a static file of the same size; prints Markdown.

    python3 Benchmarks/pages.py PROGRAM ASSETS HOW-MANY [DATA]

Practices are put together of the columns of the starter collection with a fixed seed and come in by `touchstone
import`, into DATA where that is not there yet. The program and nginx answer wrk on loopback, on the same machine, one after the other. Needs nginx-light
and wrk from Debian.
"""

import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "Tests" / "BrowserTests"))

from program import Program  # noqa: E402
from visitor import Visitor  # noqa: E402

CONNECTIONS = 32
SECONDS = 5
# Of an import: as many as a person's spreadsheet holds, at most.
BATCH = 50_000


def practices(count):
    """Rows as an import takes them: each column of some practice of the starter collection."""
    with open(ROOT / "Sources/Assembly/Reference/practices.csv", newline="", encoding="utf-8") as file:
        real = list(csv.DictReader(file))
    chance = random.Random(60)
    for number in range(count):
        row = {column: chance.choice(real)[column] for column in real[0]}
        one = chance.choice(real)
        # What an import checks against one another comes from one practice.
        row.update({column: one[column] for column in ("start_year", "evidence_stage", "source_title", "source_date")})
        row["title"] = f"{row['title']} and {chance.choice(real)['title']}"[:150]
        row["source_url"] = f"https://practices.example/{number}"
        yield row


def fill(binary, data, count, folder):
    """Seconds that taking them in took."""
    rows = practices(count)
    begun = time.monotonic()
    for first in range(0, count, BATCH):
        file = folder / "batch.csv"
        with open(file, "w", newline="", encoding="utf-8") as out:
            batch = [next(rows) for _ in range(min(BATCH, count - first))]
            writer = csv.DictWriter(out, batch[0].keys())
            writer.writeheader()
            writer.writerows(batch)
        subprocess.run([binary, "import", "practices", file, "--yes", "--data", data], check=True,
                       stdout=subprocess.DEVNULL)
        print(first + len(batch), f"{time.monotonic() - begun:.0f} s", file=sys.stderr)
    return time.monotonic() - begun


def wrk(address, script, cookie=""):
    """Milliseconds at the middle and at 99 of 100, and answers a second."""
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "--timeout", "30s", "-s", str(script), address]
    if cookie:
        command[1:1] = ["-H", f"Cookie: {cookie}"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in output or "Socket errors" in output:
        raise SystemExit(f"{address}: {output}")
    units = {"us": 0.001, "ms": 1, "s": 1000, "m": 60000}

    def at(share):
        found = re.search(rf"^ +{share}% +([\d.]+)(us|ms|s|m)\s*$", output, re.M)
        if not found:
            raise SystemExit(f"{address}: {output}")
        return float(found[1]) * units[found[2]]

    return at(50), at(99), float(re.search(r"Requests/sec: +([\d.]+)", output)[1])


class Nginx:
    """Serves a folder from loopback."""

    def __init__(self, folder, port):
        self.address = f"http://127.0.0.1:{port}"
        (folder / "nginx.conf").write_text(f"""
            {"user root;" if os.geteuid() == 0 else ""} daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 2;
            events {{ worker_connections 256; }}
            http {{ access_log off; keepalive_requests 1000000; default_type text/html;
              client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
              uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
              server {{ listen 127.0.0.1:{port}; root {folder}; }} }}""")
        self.process = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)


def paths(visitor):
    """What is asked for: by page, addresses that are gone through in turn."""
    words = ["mentoring", "families", "young people", "police trust", "online counter narratives", "school staff",
             "prison probation release support mentor", "community women mothers dialogue workshop",
             "teachers pupils classroom debate skills", "faith leaders mosque council partnership"]
    _, _, page = visitor.open("/practices?words=mentoring")
    shown = re.findall(r'href="(/practices/[0-9a-f-]{8,})"', page)
    return {
        "home": ["/"],
        "every practice, newest first": ["/practices?sort=newest"],
        "search, one or two words": [f"/practices?words={w.replace(' ', '+')}" for w in words[:6]],
        "search, five words": [f"/practices?words={w.replace(' ', '+')}" for w in words[6:]],
        "search, five words, a filter": [f"/practices?words={w.replace(' ', '+')}&strand=all" for w in words[6:]],
        "practice": shown,
    }


def main(binary, assets, count, kept):
    with tempfile.TemporaryDirectory(prefix="touchstone-bench-") as name:
        folder = Path(name)
        data = Path(kept) if kept else folder / "data"
        filling = ""
        if not data.exists():
            Program(binary, assets, "demo", data=data).stop()
            seconds = fill(binary, data, count, folder)
            filling = f"Taking them in took {seconds:.0f} s ({count / seconds:.0f} a second). "
        begun = time.monotonic()
        program = Program(binary, assets, "demo", data=data, patience=1800)
        try:
            public, reader = Visitor(program), Visitor(program)
            reader.submit(program.links["Rita Reader"], program.links["Rita Reader"])
            started = time.monotonic() - begun
            await_search(public)
            ready = time.monotonic() - begun
            report(program, folder, {"the public": public, "a reader": reader})
            memory = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{program.process.pid}/status").read_text())[1]
            print(f"\n{filling}The program answered {started:.0f} s after its start, and searches {ready:.0f} s after it; "
                  f"it held {int(memory) / 1024:.0f} MB at most.")
        finally:
            program.stop()


def await_search(visitor):
    """Until the search index has taken in what was imported."""
    while "is being made anew" in visitor.open("/practices?words=mentoring")[2]:
        time.sleep(1)


def report(program, folder, visitors):
    print(f"# Pages, {total(visitors['the public']):,} practices\n")
    print(f"Printed by `make bench-pages`: {CONNECTIONS} connections for {SECONDS} seconds on two cores that wrk shares, "
          "milliseconds. Beside each page nginx serves a file of the same size in the same minute.\n")
    print("| page | as | kB | p50 | p99 | a second | nginx p50 | p99 | a second |")
    print("|---|---|---|---|---|---|---|---|---|")
    nginx = Nginx(folder, 18999)
    try:
        for page, addresses in paths(visitors["the public"]).items():
            for who, visitor in visitors.items():
                line(program, nginx, folder, page, who, addresses, visitor)
    finally:
        nginx.stop()


def total(visitor):
    """How many practices the list says there are."""
    return int(re.search(r"([\d,]+) practices", visitor.open("/practices")[2])[1].replace(",", ""))


def line(program, nginx, folder, page, who, addresses, visitor):
    sizes = []
    for address in addresses:
        status, _, text = visitor.open(address)
        if status != 200:
            raise SystemExit(f"{address}: {status}")
        sizes.append(len(text.encode()))
    size = sorted(sizes)[len(sizes) // 2]
    (folder / "static.html").write_bytes(b"x" * size)
    turns = folder / "turns.lua"
    turns.write_text("local turn = 0\nlocal paths = {" + ", ".join(json.dumps(a) for a in addresses) + "}\n"
                     "request = function()\n  turn = turn % #paths + 1\n"
                     "  return wrk.format(nil, paths[turn])\nend\n")
    ours = wrk(program.address, turns, visitor.cookie)
    turns.write_text("")
    theirs = wrk(f"{nginx.address}/static.html", turns)
    print(f"| {page} | {who} | {size / 1000:.0f} | {ours[0]:.1f} | {ours[1]:.1f} | {ours[2]:.0f} "
          f"| {theirs[0]:.2f} | {theirs[1]:.2f} | {theirs[2]:.0f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] if len(sys.argv) > 4 else None)
