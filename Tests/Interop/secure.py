"""The same over https, before a server whose certificate is good, of an unknown authority, of another name, or old.

The program believes the authorities that the machine trusts and no others. For one call a file with ours added is put
in the place of theirs, in a mount namespace that ends with the call.
"""

import http.server
import shutil
import ssl
import subprocess
import threading
import urllib.request

AUTHORITIES = "/etc/ssl/certs/ca-certificates.crt"


class Authority:
    """An authority of our own, and what it certifies."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        self.file = folder / f"{name}.pem"
        self.openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", self.file.name,
                     "-days", "2", "-subj", f"/CN={name}")

    def openssl(self, *arguments):
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True, timeout=60)

    def certify(self, host, days=("-days", "2")):
        stem = f"{self.name}-{host}-{len(list(self.folder.glob('*.csr')))}"
        self.openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{stem}.key", "-out", f"{stem}.csr",
                     "-subj", f"/CN={host}")
        (self.folder / f"{stem}.ext").write_text(f"subjectAltName=DNS:{host}\n")
        self.openssl("x509", "-req", "-in", f"{stem}.csr", "-CA", self.file.name, "-CAkey", f"{self.name}.key",
                     "-CAcreateserial", "-out", f"{stem}.crt", "-extfile", f"{stem}.ext", *days)
        return self.folder / f"{stem}.crt", self.folder / f"{stem}.key"


class Front:
    """A server on loopback that speaks TLS and hands everything on to the program."""

    def __init__(self, address, certificate, key):
        class Handing(http.server.BaseHTTPRequestHandler):
            def hand(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))) or None
                kept = {name: value for name, value in self.headers.items() if name in ("Content-Type", "Accept")}
                asked = urllib.request.Request(address + self.path, body, kept, method=self.command)
                with urllib.request.urlopen(asked, timeout=30) as answer:
                    found = answer.read()
                    self.send_response(answer.status)
                    self.send_header("Content-Length", str(len(found)))
                    self.end_headers()
                    self.wfile.write(found)

            do_GET = do_POST = hand

            def log_message(self, *_):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handing)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"https://localhost:{self.server.server_address[1]}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def namespace():
    """How a call gets a mount namespace of its own; nothing where this machine gives none."""
    for flags in ["-m", "-rm"]:
        if subprocess.run(["unshare", flags, "true"], capture_output=True).returncode == 0:
            return ["unshare", flags]
    return None


def run(arguments, folder, trusting, own):
    """The program's code and what it said, where the machine trusts an authority too; none is its own."""
    if trusting:
        bundle = folder / "authorities.pem"
        with open(AUTHORITIES, "rb") as theirs:
            bundle.write_bytes(theirs.read() + trusting.file.read_bytes())
        arguments = [*own, "sh", "-c", f'mount --bind "$0" {AUTHORITIES} && exec "$@"', str(bundle), *arguments]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


def refused(arguments, folder, trusting, own, words):
    code, said = run(arguments, folder, trusting, own)
    assert code == 1 and words in said and "Everything holds" not in said, (code, said)


def check(binary, folder, address, log, key):
    """Audits the log over https, has a witness cosign it, and is refused where the certificate is not as it should be."""
    own = namespace()
    if not own or not shutil.which("openssl"):
        print("SKIPPED: https was not tried: unshare or openssl does not work here.")
        return
    folder.mkdir()
    ours, other = Authority(folder, "ours"), Authority(folder, "other")
    audit = [binary, "audit", "--key", str(key), "--log"]
    witness = [binary, "witness", "--key", str(key), "--state", str(folder / "witness"), "--hand-back"]
    with Front(address, *ours.certify("localhost")) as front:
        code, said = run([*audit, front.address + log], folder, ours, own)
        assert code == 0 and "Everything holds." in said, (code, said)
        named = [*witness, "--name", "witness.example/tls", front.address + log]
        code, said = run([part for part in named if part != "--hand-back"], folder, ours, own)
        assert code == 0 and "cosigned" in said, (code, said)
        # The machine does not trust who certified it, and nothing is kept of what it said.
        refused([*audit, front.address + log], folder, None, own, "SSL certificate problem")
        refused([*witness, front.address + log], folder, None, own, "SSL certificate problem")
        refused([*audit, front.address + log], folder, other, own, "SSL certificate problem")
    with Front(address, *ours.certify("elsewhere.example")) as front:
        refused([*audit, front.address + log], folder, ours, own, "certificate subject name")
    with Front(address, *ours.certify("localhost", ("-days", "-1"))) as front:
        refused([*audit, front.address + log], folder, ours, own, "expired")
    print("https holds, and a wrong certificate is refused: 6 ways.")
