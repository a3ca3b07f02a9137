"""Glewlwyd, the OpenID Connect provider of Debian's packages, on loopback: its own database, made for one run."""

import gzip
import http.cookiejar
import json
import secrets
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

MODULES = Path("/usr/lib/glewlwyd")
DATABASE = Path("/usr/share/doc/glewlwyd/database/init.sqlite3.sql.gz")
# Glewlwyd's own first administrator, as its database is made.
ADMINISTRATOR = {"username": "admin", "password": "password"}

CONFIGURATION = """
port={port}
bind_address="127.0.0.1"
external_url="http://127.0.0.1:{port}"
login_url="login.html"
api_prefix="api"
cookie_secure=0
session_expiration=2419200
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
log_mode="console"
log_level="WARNING"
user_module_path="{modules}/user"
client_module_path="{modules}/client"
user_auth_scheme_module_path="{modules}/scheme"
plugin_module_path="{modules}/plugin"
use_secure_connection=false
secure_connection_key_file=""
secure_connection_pem_file=""
secure_connection_ca_file=""
hash_algorithm="SHA512"
allow_multiple_user_per_session=true
login_api_enabled=true
database = {{ type = "sqlite3"  path = "{database}" }};
"""


class Asker:
    """A browser of its own: cookies, JSON, and no redirect followed unless it is asked to."""

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    def __init__(self):
        self.jar = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(
            secure_protocols=("http", "https")))
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(self.jar), self.Stay)

    def ask(self, method, address, body=None, form=None):
        data, headers = None, {}
        if body is not None:
            data, headers = json.dumps(body).encode(), {"Content-Type": "application/json"}
        if form is not None:
            data = urllib.parse.urlencode(form).encode()
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
        request = urllib.request.Request(address, data, headers, method=method)
        try:
            answer = self.opener.open(request, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        return answer.status, dict(answer.headers), answer.read().decode()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Glewlwyd:
    """The provider: started, given people, a client and one issuer for each algorithm; stopped by its process."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="glewlwyd-")
        folder = Path(self.folder.name)
        self.port = free_port()
        self.root = f"http://127.0.0.1:{self.port}"
        database = folder / "provider.sqlite3"
        with sqlite3.connect(database) as connection:
            connection.executescript(gzip.open(DATABASE, "rt").read())
        settings = folder / "provider.conf"
        settings.write_text(CONFIGURATION.format(port=self.port, modules=MODULES, database=database))
        self.settings = settings
        self.client_id, self.client_secret = "touchstone", secrets.token_urlsafe(24)
        self.process = None
        self.start()
        self.admin = Asker()
        self.must(self.admin.ask("POST", f"{self.root}/api/auth/", ADMINISTRATOR))

    def start(self):
        self.process = subprocess.Popen([shutil.which("glewlwyd"), "--config-file", self.settings],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait(self.answers)

    def answers(self):
        with socket.socket() as one:
            return one.connect_ex(("127.0.0.1", self.port)) == 0

    @staticmethod
    def wait(until, seconds=30):
        end = time.monotonic() + seconds
        while not until():
            assert time.monotonic() < end, "the provider does not answer"
            time.sleep(0.05)

    @staticmethod
    def must(answer):
        assert answer[0] < 400, answer
        return answer

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=30)

    def close(self):
        if self.process.poll() is None:
            self.stop()
        self.folder.cleanup()

    # What it is told by its administrator

    def keys(self, kind):
        """A new key pair in PEM, as its administrator would paste it."""
        secret = Path(self.folder.name) / "secret.pem"
        make = {"RS256": ["genrsa", "-out", secret, "2048"],
                "ES256": ["ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", secret]}[kind]
        subprocess.run(["openssl", *make], check=True, capture_output=True)
        public = subprocess.run(["openssl", "pkey", "-in", secret, "-pubout"], check=True, capture_output=True)
        return {"key": secret.read_text(), "cert": public.stdout.decode()}

    def issuer(self, name, kind):
        """One instance of its OpenID Connect plugin: an issuer with its own keys."""
        self.parameters = {
            "iss": f"{self.root}/api/{name}", "jwt-type": {"RS256": "rsa", "ES256": "ecdsa"}[kind],
            "jwt-key-size": "256", **self.keys(kind),
            "access-token-duration": 3600, "refresh-token-duration": 1209600, "code-duration": 600,
            "refresh-token-rolling": False, "allow-non-oidc": False, "auth-type-code-enabled": True,
            "auth-type-token-enabled": False, "auth-type-id-token-enabled": True,
            "auth-type-password-enabled": False, "auth-type-client-enabled": False,
            "auth-type-refresh-enabled": False, "jwks-show": True, "jwks-x5c": [], "scope": [],
            "additional-parameters": [], "pkce-allowed": True, "pkce-method-plain-allowed": False,
            "session-management-allowed": True, "session-cookie-name": f"{name}-session",
            "session-cookie-expiration": 3600, "back-channel-logout-allowed": True,
            "front-channel-logout-allowed": False, "subject-type": "public",
            "email-claim": "mandatory", "email-claim-scope": [], "name-claim": "mandatory",
            "name-claim-scope": [], "allowed-scope": ["openid"],
            "client-post_logout_redirect_uris-parameter": "post_logout_redirect_uris",
            "client-backchannel_logout_uri-parameter": "backchannel_logout_uri",
            "claims": [
                {"name": "groups", "user-property": "groups", "type": "string", "mandatory": True, "scope": []},
                {"name": "email_verified", "user-property": "email_verified", "type": "boolean",
                 "boolean-value-true": "true", "boolean-value-false": "false", "mandatory": True, "scope": []},
            ],
        }
        body = {"module": "oidc", "name": name, "display_name": name, "parameters": self.parameters}
        self.must(self.admin.ask("POST", f"{self.root}/api/mod/plugin/", body))
        return f"{self.root}/api/{name}"

    def rotate(self, name):
        """New keys for an issuer; what was signed with the old ones stays signed by nobody."""
        place = f"{self.root}/api/mod/plugin/{name}"
        body = json.loads(self.must(self.admin.ask("GET", place))[2])
        kind = {"rsa": "RS256", "ecdsa": "ES256"}[body["parameters"]["jwt-type"]]
        body["parameters"].update(self.keys(kind))
        self.must(self.admin.ask("PUT", place, body))
        self.must(self.admin.ask("PUT", f"{place}/reset"))

    def describe_people(self):
        """Groups and a confirmed address become properties that people can have."""
        place = f"{self.root}/api/mod/user/database"
        body = json.loads(self.must(self.admin.ask("GET", place))[2])
        for name, several in (("groups", True), ("email_verified", False)):
            body["parameters"]["data-format"][name] = {
                "multiple": several, "read": True, "write": True, "profile-read": True, "profile-write": False}
        self.must(self.admin.ask("PUT", place, body))
        self.must(self.admin.ask("PUT", f"{place}/reset"))

    def move_client(self, address):
        """The same site at another address."""
        place = f"{self.root}/api/client/{self.client_id}"
        body = json.loads(self.must(self.admin.ask("GET", place))[2])
        body.update(self.addresses(address))
        self.must(self.admin.ask("PUT", place, body))

    @staticmethod
    def addresses(address):
        return {"redirect_uri": [f"{address}/sign-in/provider/return"],
                "post_logout_redirect_uris": [f"{address}/"],
                "backchannel_logout_uri": f"{address}/sign-in/provider/logout"}

    def client(self, address):
        """This site, known by an identifier and a secret."""
        place = f"{self.root}/api/mod/client/database"
        body = json.loads(self.must(self.admin.ask("GET", place))[2])
        for name, several in (("post_logout_redirect_uris", True), ("backchannel_logout_uri", False)):
            body["parameters"]["data-format"][name] = {"multiple": several, "read": True, "write": True}
        self.must(self.admin.ask("PUT", place, body))
        self.must(self.admin.ask("PUT", f"{place}/reset"))
        self.must(self.admin.ask("POST", f"{self.root}/api/client/", {
            "client_id": self.client_id, "name": "Touchstone", "enabled": True, "confidential": True,
            "client_secret": self.client_secret, "authorization_type": ["code"],
            "token_endpoint_auth_method": ["client_secret_basic"],
            "scope": ["openid"], **self.addresses(address)}))

    def person(self, name, email, groups, verified=True):
        self.must(self.admin.ask("POST", f"{self.root}/api/user/", {
            "username": name, "name": name.capitalize(), "email": email, "password": "correct horse battery",
            "enabled": True, "scope": ["openid"], "groups": groups,
            "email_verified": "true" if verified else "false"}))

    def regroup(self, name, groups):
        body = json.loads(self.must(self.admin.ask("GET", f"{self.root}/api/user/{name}"))[2])
        body["groups"] = groups
        self.must(self.admin.ask("PUT", f"{self.root}/api/user/{name}", body))

    # What a person does there in a browser, by the calls that its page makes

    def sign_in(self, browser, name):
        self.must(browser.ask("POST", f"{self.root}/api/auth/",
                              {"username": name, "password": "correct horse battery"}))
        self.must(browser.ask("PUT", f"{self.root}/api/auth/grant/{self.client_id}", {"scope": "openid"}))
