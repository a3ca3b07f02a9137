"""What operators rely on, held against the real program.

    python3 Tests/BrowserTests/operations.py PROGRAM ASSETS

The log tells of no person and no record, the operators' port answers on loopback only, a request that has
begun is answered after SIGTERM, HSTS is said behind HTTPS only, and what was stored is whole.
"""

import http.client
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from program import Program
from visitor import Visitor, ask

WORD, EMAIL, TITLE = "zebra-word", "quokka.unknown@touchstone.example", "Marmot mornings by the canal"
CONTACT = "Ottoline Axolotl"
FIELDS = {"problem": "Nobody met.", "aim": "People meet.", "audience": "Anybody", "setting": "community",
          "strand": "all", "objective": "3"}


def log_is_silent(program, log):
    """Routes and statuses stand in the log; who came, what they sought and what they stored does not."""
    link = program.links["Dora Depositor"]
    stranger, dora = Visitor(program), Visitor(program)
    assert stranger.submit("/sign-in", "/sign-in", email=EMAIL, password="no such words")[0] == 422
    assert "Hello, Dora Depositor" in dora.submit(link, link)[2]
    assert WORD in dora.open(f"/practices?words={WORD}")[2]
    compiled = re.search(r'href="(/practices/[0-9a-f]{32})"', dora.open("/practices")[2])[1]
    assert dora.open(compiled)[0] == 200
    draft = dora.submit("/practices/new", "/practices", title=TITLE, **FIELDS)[1]
    section = f"{draft}/edit/learning"
    page = dora.submit(section, section, contacts=f"{CONTACT} | Lead | {EMAIL}")[2]
    assert TITLE in page and CONTACT in page, page
    said = log.read_text()
    for method, route, status in [
            ("POST", "/sign-in", 422), ("POST", "/enter/{secret}", 303), ("GET", "/practices", 200),
            ("GET", "/practices/{id}", 200), ("POST", "/practices", 303),
            ("POST", "/practices/{id}/edit/{section}", 303)]:
        assert re.search(rf"method={method} .*route={re.escape(route)} status={status}\b", said), (route, said)
    secrets = [cookie.value for visitor in (dora, stranger) for cookie in visitor.cookies]
    parts = [Path(path).name for path in [compiled, draft, *program.links.values()]]
    for word in [WORD, EMAIL, TITLE, "@", *CONTACT.split(), *program.links, *secrets, *parts]:
        assert word.lower() not in said.lower(), f"the log tells of {word}"
    return dora


def operations_port(program, log):
    """Health, readiness and measures are told on a port of their own, which only this machine reaches."""
    port = until(lambda: re.search(r"\bport=(\d+).*operations", log.read_text()))[1]
    own, public = f"http://127.0.0.1:{port}", Visitor(program)
    assert '"alive"' in public.open(f"{own}/health")[2]
    assert '"ready":true' in re.sub(r"\s", "", public.open(f"{own}/ready")[2])
    assert 'route="/practices/{id}"' in public.open(f"{own}/metrics")[2]
    for path in ["/health", "/ready", "/metrics"]:
        assert public.open(path)[0] == 404, path
    sockets = [line.split() for kind in ("tcp", "tcp6") for line in open(f"/proc/net/{kind}")]
    listening = [fields[1] for fields in sockets if fields[3] == "0A"]
    assert [place for place in listening if place.endswith(f":{int(port):04X}")] == [f"0100007F:{int(port):04X}"]


def stops_gently(program, dora):
    """A form that is half sent when SIGTERM comes is stored and answered; whoever comes later is not heard."""
    host = urlsplit(program.address).netloc
    body = urlencode({**dora.hidden("/practices/new"), **FIELDS, "title": "Sent in two halves"}).encode()
    head = (f"POST /practices HTTP/1.1\r\nHost: {host}\r\nCookie: {dora.cookie}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n").encode()
    with socket.create_connection(host.split(":"), timeout=30) as begun:
        # The page before the form comes once the form's head has been read too.
        before = f"GET /about HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
        begun.sendall(before + head + body[:len(body) // 2])
        assert next_answer(begun).status == 200
        program.process.send_signal(signal.SIGTERM)
        until(lambda: is_deaf(host))
        begun.sendall(body[len(body) // 2:])
        stored = next_answer(begun)
    assert stored.status == 303 and stored.headers["Location"].startswith("/practices/"), stored.headers
    assert program.process.wait(timeout=30) == 0


def next_answer(connection):
    """The next answer on a connection, read to its end."""
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    answer.read()
    return answer


def is_deaf(host):
    """Whether a new connection is refused, or closed without an answer."""
    try:
        ask(host, "GET", "/about")
    except ConnectionError:
        return True
    return False


def until(found):
    """What is found in the end."""
    deadline = time.monotonic() + 20
    while not (thing := found()):
        assert time.monotonic() < deadline, "it never came"
    return thing


def ends_in_time(program):
    """Whoever never finishes what they send does not keep the program from ending."""
    host = urlsplit(program.address).netloc
    with socket.create_connection(host.split(":"), timeout=30) as begun:
        head = f"POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1000\r\n\r\nhalf="
        # The page before the form comes once the form's head has been read too.
        begun.sendall(f"GET /about HTTP/1.1\r\nHost: {host}\r\n\r\n{head}".encode())
        assert next_answer(begun).status == 200
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(timeout=30) == 0


def says_hsts(program, wanted):
    """Every answer asks for HTTPS where a proxy in front speaks it, and no answer does elsewhere."""
    for method, path, status in [
            ("GET", "/", 200), ("GET", "/practices", 200), ("GET", "/assets/touchstone.css", 200),
            ("GET", "/log/key", 200), ("GET", "/nowhere", 404), ("GET", "/people", 303), ("POST", "/sign-in", 403),
            ("GET", "/api/v1/practices", 200), ("GET", "/api/v1/practices/none", 404)]:
        answer = ask(urlsplit(program.address).netloc, method, path)
        said = answer.headers["Strict-Transport-Security"]
        assert (answer.status, said is not None) == (status, wanted), (method, path, answer.status, said)


def main():
    binary, assets = sys.argv[1:3]
    with tempfile.NamedTemporaryFile() as errors:
        program = Program(binary, assets, "demo", {"TOUCHSTONE_LOG_LEVEL": "info"}, errors)
        try:
            dora = log_is_silent(program, Path(errors.name))
            operations_port(program, Path(errors.name))
            says_hsts(program, False)
            stops_gently(program, dora)
            verified = subprocess.run([binary, "verify", "--data", program.data], capture_output=True, text=True)
            assert verified.returncode == 0 and ", whole" in verified.stdout, verified
        finally:
            program.stop()
    program = Program(binary, assets, environment={"TOUCHSTONE_HTTP_BEHIND_TLS": "true",
                                                   "TOUCHSTONE_HTTP_STOP_SECONDS": "1"})
    try:
        says_hsts(program, True)
        ends_in_time(program)
    finally:
        code = program.stop()
    assert code == 0, f"the program ended with {code}"
    print("What operators rely on holds.")


if __name__ == "__main__":
    main()
