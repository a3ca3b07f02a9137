"""The program under test: started on a free loopback port, stopped by its process."""

import json
import os
import signal
import subprocess
import tempfile
import threading
from pathlib import Path


class Program:
    def __init__(self, binary, assets, command="serve", environment=None, errors=subprocess.DEVNULL, data=None,
                 patience=120, cases=0):
        self.folder = tempfile.TemporaryDirectory(prefix="touchstone-browser-")
        self.data = data or Path(self.folder.name) / "data"
        self.process = subprocess.Popen(
            [binary, command, "--json", "--data", str(self.data), "--port", "0", "--assets", assets,
             *(["--cases", str(cases)] if command == "demo" else [])],
            stdout=subprocess.PIPE, stderr=errors, text=True,
            env={**os.environ, "TOUCHSTONE_LOG_LEVEL": "error", **(environment or {})})
        # A server that never speaks is stopped, and the test fails with what it said.
        guard = threading.Timer(patience, self.process.kill)
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

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.folder.cleanup()
        return code
