"""What the program hands out, checked by the Go project's own packages for transparency logs.

    python3 Tests/Interop/interop.py PROGRAM ASSETS

A real server with a log that grows, a witness in a process of its own, receipts as a reader downloads them; then
verify.go, with golang.org/x/mod/sumdb from Debian and no network. Before that, docs/how-to/check-the-log.md as it
is written.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "BrowserTests"))

import secure  # noqa: E402
from program import Program  # noqa: E402

PACKAGES = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")
LOG = "/log/learning/record"


def run(binary, *arguments):
    done = subprocess.run([binary, *arguments], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, (arguments, done.returncode, done.stdout, done.stderr)
    return done.stdout


def get(program, path):
    with urllib.request.urlopen(program.address + path, timeout=30) as answer:
        return answer.read().decode()


def grow(binary, folder, data, count):
    """Imports practices: an entry each."""
    rows = folder / "rows.csv"
    begin = len(list(folder.glob("*.csv"))) * 100_000
    lines = [f"Practice {begin + n},https://touchstone.example/{begin}/{count}/{n}" for n in range(count)]
    rows.write_text("title,source_url\n" + "\n".join(lines) + "\n")
    run(binary, "import", "practices", str(rows), "--yes", "--data", str(data))


def receipts(program, folder):
    """Those of the first and the last practices that are listed."""
    for page in [1, 2, 20]:
        listed = get(program, f"/practices?page={page}")
        record = re.search(r'href="(/practices/[0-9a-f]{32})"', listed)[1]
        for address in re.findall(r'href="([^"]+/receipts/[0-9]+)" download', get(program, record)):
            (folder / f"{page}.tlog-proof").write_text(get(program, address))


def collect(binary, assets, folder):
    data = folder / "data"
    witness = ["witness", "--key", str(folder / "key"), "--state", str(folder / "witness")]
    begun = Program(binary, assets, data=data)
    (folder / "key").write_text(get(begun, "/log/key"))
    assert begun.stop() == 0
    grow(binary, folder, data, 300)
    first = Program(binary, assets, data=data)
    (folder / "old").write_text(get(first, LOG + "/checkpoint"))
    run(binary, *witness, "--name", "witness.example/w1", first.address + LOG)
    assert first.stop() == 0
    shutil.copy(folder / "witness" / "witness.pub", folder / "witness.pub")
    grow(binary, folder, data, 450)
    key = (folder / "witness.pub").read_text().strip()
    second = Program(binary, assets, data=data, environment={"TOUCHSTONE_WITNESS_KEYS": key})
    said = run(binary, *witness, "--hand-back", second.address + LOG)
    assert "before, 300" in said, said
    receipts(second, folder)
    report = json.loads(run(
        binary, "audit", "--json", "--key", str(folder / "key"), "--cosigner", str(folder / "witness.pub"),
        "--log", second.address + LOG, "--save", str(folder / "tiles"), "--against", str(folder / "old"),
        *map(str, folder.glob("*.tlog-proof"))))
    assert second.stop() == 0
    growth, = [finding["growth"] for finding in report["findings"] if "growth" in finding]
    (folder / "growth.json").write_text(json.dumps(growth))
    sent_to_witness(binary, folder)


def submit(address, old, proof, checkpoint):
    """Sends a checkpoint as a log does (C2SP tlog-witness); gives the status and what was answered."""
    body = "\n".join([f"old {old}", *proof]) + "\n\n" + checkpoint
    request = urllib.request.Request(address, body.encode(), {"Content-Type": "text/plain"}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def sent_to_witness(binary, folder):
    """A witness that waits for logs cosigns what goes on from what it saw, and nothing else."""
    old, new = (folder / "old").read_text(), (folder / "tiles" / "checkpoint").read_text()
    growth = json.loads((folder / "growth.json").read_text())
    origin = old.splitlines()[0]
    waits = subprocess.Popen(
        [binary, "witness", "--key", str(folder / "key"), "--state", str(folder / "waiting"),
         "--name", "witness.example/w2", "--listen", "0", origin], stdout=subprocess.PIPE, text=True)
    try:
        address = re.search(r"http\S+", waits.stdout.readline())[0]
        first = submit(address, 0, [], old)
        assert first[0] == 200 and first[1].startswith("\u2014 witness.example/w2 "), first
        assert submit(address, 0, [], new) == (409, f"{old.splitlines()[1]}\n")
        assert submit(address, old.splitlines()[1], [], new)[0] == 422
        grown = submit(address, old.splitlines()[1], growth["proof"], new)
        assert grown[0] == 200, grown
        assert submit(address, 0, [], old.replace(origin, "elsewhere.example/log"))[0] == 404
        assert submit(address, "none", [], old)[0] == 400
    finally:
        waits.terminate()
        assert waits.wait(30) == 0


def walk_through(binary, assets):
    """Runs the commands of the how-to, one after another, where nothing else is."""
    text = (HERE.parents[1] / "docs" / "how-to" / "check-the-log.md").read_text()
    commands = "\n".join(re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    program = Program(binary, assets, "demo")
    with tempfile.TemporaryDirectory(prefix="touchstone-walk-") as folder:
        path = f"{Path(binary).parent}:{os.environ['PATH']}"
        done = subprocess.run(["sh", "-eu", "-c", commands.replace("http://localhost:8080", program.address)],
                              cwd=folder, env={**os.environ, "PATH": path}, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.count("Everything holds.") == 5, done.stdout
        assert done.stdout.count("cosigned: ") == 2, done.stdout
        key = Path(folder) / "published-key"
        key.write_text(get(program, "/log/key"))
        secure.check(binary, Path(folder) / "tls", program.address, LOG, key)
    assert program.stop() == 0
    print("The how-to does what it says.")


def main(binary, assets):
    walk_through(os.path.abspath(binary), assets)
    if not shutil.which("go") or not PACKAGES.is_dir():
        print("SKIPPED: the proofs were not checked with Go: golang-go and golang-golang-x-mod-dev are not here.")
        return
    with tempfile.TemporaryDirectory(prefix="touchstone-interop-") as name:
        folder = Path(name)
        collect(os.path.abspath(binary), assets, folder)
        environment = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "",
                       "GOCACHE": str(folder / "cache"), "CGO_ENABLED": "0"}
        done = subprocess.run(["go", "run", str(HERE / "verify.go"), str(folder)], capture_output=True, text=True,
                              env=environment, timeout=600)
        assert done.returncode == 0, done.stdout + done.stderr
        print(f"Go's packages agree: {len(done.stdout.splitlines())} checks.")


if __name__ == "__main__":
    main(*sys.argv[1:])
