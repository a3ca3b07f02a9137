"""The program under test: started on a free loopback port, stopped by its process."""

import datetime
import json
import os
import signal
import subprocess
import tempfile
import threading
from pathlib import Path

# Debian's libfaketime, as the linker finds it on any kind of machine.
FAKETIME = "/usr/$LIB/faketime/libfaketime.so.1"


class Program:
    def __init__(self, binary, assets, command="serve", environment=None, errors=subprocess.DEVNULL, data=None,
                 patience=120, cases=0, brief=False):
        self.folder = tempfile.TemporaryDirectory(prefix="touchstone-browser-")
        self.data = data or Path(self.folder.name) / "data"
        self.binary, self.assets, self.command, self.ahead = binary, assets, command, 0
        self.environment = {**os.environ, "TOUCHSTONE_LOG_LEVEL": "error", **(environment or {})}
        self.errors, self.patience = errors, patience
        # Made-up cases are for looking at; journeys make their own.
        self.cases = ["--cases", str(cases), *(["--brief"] if brief else [])] if command == "demo" else []
        self.start()

    @property
    def today(self):
        """The day on which the program believes to be."""
        now = datetime.datetime.now(datetime.timezone.utc)
        return (now + datetime.timedelta(days=self.ahead)).date()

    def run(self, *arguments):
        """How a command of the program is started: by its clock."""
        # Time that only ever passes is left alone: what waits by it would wait for months. `env` is loaded with the
        # library first, for a program of Swift cannot see its arguments where the library sets variables meanwhile.
        clock = {"LD_PRELOAD": FAKETIME, "FAKETIME": f"+{self.ahead}d", "NO_FAKE_STAT": "1",
                 "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"} if self.ahead else {}
        return subprocess.Popen(["/usr/bin/env", self.binary, *arguments, "--data", str(self.data)],
                                stdout=subprocess.PIPE, stderr=self.errors, text=True,
                                env={**self.environment, **clock})

    def start(self):
        self.process = self.run(self.command, *self.cases, "--json", "--port", "0", "--assets", self.assets)
        # A server that never speaks is stopped, and the test fails with what it said.
        guard = threading.Timer(self.patience, self.process.kill)
        guard.start()
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if line.startswith("}"):
                break
        guard.cancel()
        started = json.loads("".join(lines))
        self.address = started["address"]
        self.links = {link["name"]: link["address"] for link in started["links"]}

    def move(self, days):
        """So many days later: what is done daily is done, and the server is there again, at another address."""
        code = self.halt()
        assert code == 0, f"the program ended with {code}"
        self.ahead += days
        upkeep = self.run("upkeep", "--run", "--json")
        said = upkeep.communicate(timeout=60)[0]
        self.sweep(upkeep)
        assert upkeep.returncode == 0, said
        self.start()

    def halt(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.sweep(self.process)
        return code

    @staticmethod
    def sweep(process):
        """libfaketime leaves two names in memory behind."""
        for name in ["faketime_shm_", "sem.faketime_sem_"]:
            Path(f"/dev/shm/{name}{process.pid}").unlink(missing_ok=True)

    def stop(self):
        code = self.halt()
        self.folder.cleanup()
        return code
