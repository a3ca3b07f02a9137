"""Slow, endless and ambiguous requests, held against the real program.

    python3 Tests/BrowserTests/slowness.py PROGRAM ASSETS

Whoever sends a byte at a time, or takes nothing of what they asked for, is hung up on, and keeps nobody else
waiting meanwhile. What two parsers could read in two ways is not read at all.
"""

import select
import socket
import sys
import time
from urllib.parse import urlsplit

from program import Program
from visitor import ask

IDLE, REQUEST, ANSWER = 2, 3, 4
LIMITS = {"TOUCHSTONE_HTTP_IDLE_SECONDS": str(IDLE), "TOUCHSTONE_HTTP_REQUEST_SECONDS": str(REQUEST),
          "TOUCHSTONE_HTTP_ANSWER_SECONDS": str(ANSWER)}


def connect(host):
    return socket.create_connection(host.split(":"), timeout=30)


def drip(connection, text, longest):
    """Sends a byte at a time, and gives the seconds until the other side hangs up."""
    began = time.monotonic()
    for byte in text:
        try:
            connection.send(bytes([byte]))
            if select.select([connection], [], [], 0.1)[0] and not connection.recv(65536):
                return time.monotonic() - began
        except ConnectionError:
            return time.monotonic() - began
        assert time.monotonic() - began < longest, "nobody hung up"
    raise AssertionError("everything was taken")


def slow_heads_are_hung_up_on(host):
    with connect(host) as slow:
        drip(slow, f"GET / HTTP/1.1\r\nHost: {host}\r\nX-Slow: ".encode() + b"a" * 1000, IDLE + 10)


def slow_bodies_are_hung_up_on(host):
    head = f"POST /sign-in HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100000\r\n\r\n".encode()
    with connect(host) as slow:
        slow.sendall(head)
        lasted = drip(slow, b"a" * 1000, REQUEST + 10)
    # Not sooner: whoever keeps to the limit is heard.
    assert lasted > REQUEST - 1, lasted


def chunks_without_end_are_hung_up_on(host):
    head = f"POST /sign-in HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    with connect(host) as slow:
        slow.sendall(head)
        drip(slow, b"1\r\na\r\n" * 1000, REQUEST + 10)


def answers_that_nobody_takes_are_given_up(host):
    """Many questions at once, and not one answer read: the answers end before they are all there."""
    count = 3000
    question = f"GET /practices.csv HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    with socket.socket() as greedy:
        greedy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        greedy.settimeout(30)
        greedy.connect(tuple(socket.getaddrinfo(*host.split(":"))[0][4]))
        greedy.setblocking(False)
        unsent, deadline = question * count, time.monotonic() + ANSWER + 30
        hung_up = select.poll()
        hung_up.register(greedy, select.POLLOUT | select.POLLRDHUP)
        while time.monotonic() < deadline:
            events = dict(hung_up.poll(500)).get(greedy.fileno(), 0)
            if events & (select.POLLRDHUP | select.POLLERR | select.POLLHUP):
                return
            if events & select.POLLOUT and unsent:
                try:
                    unsent = unsent[greedy.send(unsent[:65536]):]
                except ConnectionError:
                    return
                if not unsent:
                    hung_up.modify(greedy, select.POLLRDHUP)
    raise AssertionError("answers were kept for somebody who never took them")


def others_are_answered_meanwhile(host):
    """Two hundred who have begun and say no more do not keep one visitor waiting."""
    begun = [connect(host) for _ in range(200)]
    try:
        for number, slow in enumerate(begun):
            half = "POST /sign-in" if number % 2 else "GET /practices"
            slow.sendall(f"{half} HTTP/1.1\r\nHost: {host}\r\nContent-Le".encode())
        began = time.monotonic()
        for path in ["/", "/practices", "/about"]:
            assert ask(host, "GET", path).status == 200, path
        assert time.monotonic() - began < 10
    finally:
        for slow in begun:
            slow.close()


def what_is_ambiguous_is_not_read(host):
    """A request whose end two parsers would see in different places gets no page, and neither does what follows it."""
    hidden = f"GET /about HTTP/1.1\r\nHost: {host}\r\n\r\n"
    begin = f"POST /sign-in HTTP/1.1\r\nHost: {host}\r\n"
    for name, request in {
            "both lengths": f"{begin}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}",
            "two lengths": f"{begin}Content-Length: 4\r\nContent-Length: 60\r\n\r\nabcd{hidden}",
            "a signed length": f"{begin}Content-Length: +4\r\n\r\nabcd{hidden}",
            "a length below nothing": f"{begin}Content-Length: -1\r\n\r\n{hidden}",
            "chunked twice": f"{begin}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n{hidden}",
            "an unknown coding": f"{begin}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n{hidden}",
            "a space before the colon": f"{begin}Content-Length : 4\r\n\r\nabcd{hidden}",
            "a folded line": f"{begin}X-One: a\r\n b\r\nContent-Length: 0\r\n\r\n",
            "a chunk size that is none": f"{begin}Transfer-Encoding: chunked\r\n\r\n0x4\r\nabcd\r\n0\r\n\r\n{hidden}",
    }.items():
        said = talk(host, request.encode("latin-1"))
        assert b"<title>About" not in said, (name, said[:300])
        assert b" 500 " not in said.split(b"\r\n")[0], (name, said[:300])


def what_is_enormous_is_not_read(host):
    fill = "a" * 200_000
    for name, request in {
            "an address": f"GET /{fill} HTTP/1.1\r\nHost: {host}\r\n\r\n",
            "a header": f"GET / HTTP/1.1\r\nHost: {host}\r\nX-Fill: {fill}\r\n\r\n",
            "many headers": f"GET / HTTP/1.1\r\nHost: {host}\r\n" + "X-Fill: a\r\n" * 3000 + "\r\n",
            "no host": "GET / HTTP/1.1\r\nHost: " + "\x00" * 10 + "\r\n\r\n",
            "nothing we speak": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    }.items():
        said = talk(host, request.encode("latin-1"))
        status = said.split(b"\r\n")[0]
        assert not said or status.split()[1][:1] == b"4", (name, status)


def headers_cannot_be_added(host):
    """What comes in an address goes into no header of the answer, whatever marks are in it."""
    for path in ["/sign-in?back=/people%0d%0aX-Added:%20yes", "/people?x=%0d%0aSet-Cookie:%20added=1",
                 "/practices/%0d%0aX-Added:%20yes", "/practices.csv?words=%0d%0aX-Added:%20yes",
                 "/practices?words=%0d%0aX-Added%3A%20yes&sort=%0d%0aX-Added%3A%20yes"]:
        answer = ask(host, "GET", path)
        assert answer.headers["X-Added"] is None and answer.status < 500, path
        cookies = answer.headers.get_all("Set-Cookie") or []
        assert not any(cookie.startswith("added") for cookie in cookies), path


def talk(host, request):
    """All that is answered until the other side hangs up."""
    said = b""
    with connect(host) as connection:
        try:
            connection.sendall(request)
            while part := connection.recv(65536):
                said += part
        except ConnectionError:
            pass
    return said


def main():
    binary, assets = sys.argv[1:3]
    program = Program(binary, assets, "demo", LIMITS)
    try:
        host = urlsplit(program.address).netloc
        for check in [slow_heads_are_hung_up_on, slow_bodies_are_hung_up_on, chunks_without_end_are_hung_up_on,
                      answers_that_nobody_takes_are_given_up, others_are_answered_meanwhile,
                      what_is_ambiguous_is_not_read, what_is_enormous_is_not_read, headers_cannot_be_added]:
            check(host)
            assert ask(host, "GET", "/").status == 200, check.__name__
    finally:
        code = program.stop()
    assert code == 0, f"the program ended with {code}"
    print("Whoever is slow, endless or ambiguous keeps nobody waiting.")


if __name__ == "__main__":
    main()
