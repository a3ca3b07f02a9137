"""Signing in through Glewlwyd, the OpenID Connect provider of Debian's packages, on loopback.

    python3 Tests/Interop/signin.py PROGRAM ASSETS

The real program and the real provider, and a client that goes where each sends it: by RS256 and by ES256, with keys
that change, a group that is taken away, an address that is not confirmed, a provider that is down, and signing out
at either of the two.
"""

import base64
import os
import re
import shutil
import sys
import tempfile
import urllib.parse
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "BrowserTests"))

from glewlwyd import DATABASE, Asker, Glewlwyd  # noqa: E402
from program import Program  # noqa: E402


class Story:
    """One issuer of the provider, and the program that believes it."""

    def __init__(self, binary, assets, provider, kind, folder):
        self.provider, self.kind = provider, kind
        self.name = kind.lower()
        self.issuer = provider.issuer(self.name, kind)
        secret = folder / "provider-secret"
        secret.touch(mode=0o600)
        secret.write_text(provider.client_secret + "\n")
        self.start = lambda: Program(binary, assets, environment={
            "TOUCHSTONE_PROVIDER_ISSUER": self.issuer, "TOUCHSTONE_PROVIDER_NAME": "Northshire Council",
            "TOUCHSTONE_PROVIDER_CLIENT_ID": provider.client_id,
            "TOUCHSTONE_PROVIDER_CLIENT_SECRET_FILE": str(secret),
            "TOUCHSTONE_PROVIDER_ROLES": "editor=editors", "TOUCHSTONE_PROVIDER_UNKNOWN_PEOPLE": "open"})
        self.program = self.start()
        self.site = self.program.address

    def run(self):
        ada = self.enters("ada")
        self.has_role(ada, True)
        self.proves_nothing_by_an_old_session(ada)
        self.provider.rotate(self.name)
        ada = self.enters("ada")
        self.provider.regroup("ada", ["nothing"])
        self.has_role(self.enters("ada"), False)
        self.provider.regroup("ada", ["editors"])
        self.refuses("mallory", "does not say that your e-mail address is yours")
        self.needs_the_verifier()
        self.leaves()

    def is_down(self):
        """The page says so, and the other ways in stay."""
        program = self.start()
        try:
            status, _, text = Asker().ask("GET", f"{program.address}/sign-in/provider")
            assert status == 503 and "Northshire Council does not answer" in text, (status, text)
            status, _, text = Asker().ask("GET", f"{program.address}/sign-in")
            assert status == 200 and "did not answer a few minutes ago" in text and "Password" in text, text
        finally:
            assert program.stop() == 0

    def away(self, browser, asking=""):
        status, headers, text = browser.ask("GET", f"{self.site}/sign-in/provider{asking}")
        assert status == 303, (status, text)
        assert headers["Location"].startswith(self.issuer + "/auth?"), headers["Location"]
        return headers["Location"]

    def returned(self, browser, person, asking=""):
        """Where the provider sends somebody once they signed in there."""
        address = self.away(browser, asking)
        status, headers, _ = browser.ask("GET", address)
        assert status == 302 and "/login.html" in headers["Location"], headers
        self.provider.sign_in(browser, person)
        status, headers, text = browser.ask("GET", address + "&g_continue")
        assert status == 302 and headers["Location"].startswith(self.site), (status, headers, text)
        assert "code=" in headers["Location"], headers["Location"]
        return headers["Location"]

    def enters(self, person):
        browser = Asker()
        status, headers, text = browser.ask("GET", self.returned(browser, person, "?back=/account"))
        assert status == 303 and headers["Location"] == "/account", (status, text)
        assert self.is_in(browser)
        return browser

    def refuses(self, person, words):
        browser = Asker()
        status, _, text = browser.ask("GET", self.returned(browser, person))
        assert status == 403 and words in text, (status, text)
        assert not self.is_in(browser)

    def is_in(self, browser):
        return browser.ask("GET", f"{self.site}/account")[0] == 200

    def has_role(self, browser, does):
        status, _, text = browser.ask("GET", f"{self.site}/account/roles")
        assert status == 200
        held = "Editor" in re.sub(r"(?s)<[^>]+>", " ", text.split("Ended")[0])
        assert held == does, text

    def proves_nothing_by_an_old_session(self, browser):
        """Glewlwyd does not say when somebody signed in: then nothing is proved."""
        status, _, text = browser.ask("GET", f"{self.site}/account/tokens")
        assert status == 403 and "Show that it is you" in text, (status, text)
        status, _, text = browser.ask("GET", self.returned(browser, "ada", "?prove=1&back=/account/tokens"))
        assert status == 403 and "did not ask you to sign in once more" in text, (status, text)

    def needs_the_verifier(self):
        """A code that somebody stole is worth nothing, even to who knows the client's secret."""
        browser = Asker()
        back = self.returned(browser, "ada")
        code = urllib.parse.parse_qs(urllib.parse.urlparse(back).query)["code"][0]
        fields = {"grant_type": "authorization_code", "code": code, "code_verifier": "x" * 43,
                  "redirect_uri": f"{self.site}/sign-in/provider/return"}
        pair = f"{self.provider.client_id}:{self.provider.client_secret}".encode()
        request = urllib.request.Request(
            f"{self.issuer}/token", urllib.parse.urlencode(fields).encode(),
            {"Authorization": "Basic " + base64.b64encode(pair).decode()})
        try:
            urllib.request.urlopen(request, timeout=30)
        except urllib.error.HTTPError as error:
            assert error.status in (400, 403), error.status
        else:
            raise AssertionError("the provider took a code without its verifier")

    def leaves(self):
        """Of two browsers one signs out here, and then at the provider; which tells the site, so that both are out."""
        first, second = self.enters("ada"), self.enters("ada")
        _, _, page = second.ask("GET", f"{self.site}/account")
        token = re.search(r'name="csrf" value="([^"]+)"', page)[1]
        status, headers, _ = second.ask("POST", f"{self.site}/sign-out", form={"csrf": token})
        place = headers["Location"]
        assert status == 303 and place.startswith(self.issuer + "/end_session?"), (status, headers)
        assert not self.is_in(second) and self.is_in(first)
        # Glewlwyd takes the token and the address, and asks whether to end its own session too.
        status, headers, _ = second.ask("GET", place)
        asked = urllib.parse.parse_qs(urllib.parse.urlparse(headers["Location"]).query)
        assert status == 302 and asked["prompt"] == ["end_session"], (status, headers)
        assert asked["callback_url"] == [f"{self.site}/"], asked
        self.provider.must(second.ask("DELETE", f"{self.issuer}/session/{asked['sid'][0]}/"))
        self.provider.wait(lambda: not self.is_in(first))

    def stop(self):
        assert self.program.stop() == 0


def main(binary, assets):
    if not shutil.which("glewlwyd") or not DATABASE.exists():
        print("SKIPPED: nobody signed in through a provider: glewlwyd is not here.")
        return
    provider = Glewlwyd()
    try:
        provider.describe_people()
        with tempfile.TemporaryDirectory(prefix="touchstone-signin-") as name:
            for number, kind in enumerate(("RS256", "ES256")):
                story = Story(os.path.abspath(binary), assets, provider, kind, Path(name))
                if number == 0:
                    provider.client(story.site)
                    provider.person("ada", "ada@touchstone.example", ["editors"])
                    provider.person("mallory", "mallory@touchstone.example", ["editors"], verified=False)
                else:
                    provider.move_client(story.site)
                try:
                    story.run()
                finally:
                    story.stop()
            provider.stop()
            story.is_down()
        print("Glewlwyd lets people in, by RS256 and by ES256, and out again.")
    finally:
        provider.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
