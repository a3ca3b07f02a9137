"""Showing once more that it is oneself through a provider that says when somebody signed in: django-oidc-provider.

    .build-python/bin/python Tests/Interop/proof.py PROGRAM ASSETS

An old session at the provider proves nothing; signing in there anew does, once.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "BrowserTests"), str(HERE)]

from django_provider import HOUR, PASSWORD, DjangoProvider  # noqa: E402
from glewlwyd import Asker  # noqa: E402
from program import Program  # noqa: E402


class Story:
    def __init__(self, binary, assets, provider, folder):
        self.provider = provider
        secret = folder / "provider-secret"
        secret.touch(mode=0o600)
        secret.write_text(provider.client_secret + "\n")
        self.program = Program(os.path.abspath(binary), assets, environment={
            "TOUCHSTONE_PROVIDER_ISSUER": provider.issuer, "TOUCHSTONE_PROVIDER_NAME": "Northshire Council",
            "TOUCHSTONE_PROVIDER_CLIENT_ID": provider.client_id,
            "TOUCHSTONE_PROVIDER_CLIENT_SECRET_FILE": str(secret),
            "TOUCHSTONE_PROVIDER_UNKNOWN_PEOPLE": "open"})
        self.site = self.program.address
        provider.client(self.site)
        provider.person("ada", "ada@touchstone.example")

    def run(self):
        browser = Asker()
        self.goes(browser, "?back=/account", must_sign_in=True)
        assert self.opens(browser, "/account/tokens"), "who has just signed in is asked again"
        # An hour later in a new browser session here, while the one at the provider goes on.
        self.signs_out_here_alone(browser)
        self.provider.signed_in("ada", HOUR)
        self.goes(browser, "?back=/account", must_sign_in=False)
        assert not self.opens(browser, "/account/tokens"), "an old session at the provider proves something"
        place = self.goes(browser, "?prove=1&back=/account/tokens", must_sign_in=True)
        assert place == "/account/tokens", place
        assert self.opens(browser, "/account/tokens"), "signing in anew proves nothing"

    def goes(self, browser, asking, must_sign_in):
        """To the provider and back; where that leads in the end."""
        status, headers, text = browser.ask("GET", f"{self.site}/sign-in/provider{asking}")
        assert status == 303 and headers["Location"].startswith(f"{self.provider.issuer}/authorize?"), text
        status, headers, text = browser.ask("GET", headers["Location"])
        assert status == 302, (status, text)
        is_asked = headers["Location"].startswith("/accounts/login/")
        assert is_asked == must_sign_in, headers["Location"]
        if is_asked:
            login = self.provider.address + headers["Location"]
            _, _, page = browser.ask("GET", login)
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
            status, headers, text = browser.ask("POST", login, form={
                "username": "ada", "password": PASSWORD, "csrfmiddlewaretoken": token})
            assert status == 302, text
            status, headers, text = browser.ask("GET", self.provider.address + headers["Location"])
            assert status == 302, text
        status, headers, text = browser.ask("GET", headers["Location"])
        assert status == 303, (status, text)
        return headers["Location"]

    def opens(self, browser, path):
        status, _, text = browser.ask("GET", self.site + path)
        assert status == 200 or (status == 403 and "Show that it is you" in text), (status, text)
        return status == 200

    def signs_out_here_alone(self, browser):
        """The program's cookies alone are dropped: nobody tells the provider."""
        for cookie in list(browser.jar):
            if cookie.name.startswith("__Host-"):
                browser.jar.clear(cookie.domain, cookie.path, cookie.name)


def main(binary, assets):
    provider = DjangoProvider()
    try:
        with tempfile.TemporaryDirectory(prefix="touchstone-proof-") as name:
            story = Story(binary, assets, provider, Path(name))
            try:
                story.run()
            finally:
                assert story.program.stop() == 0
        print("A provider that says when somebody signed in proves who they are, and only anew.")
    finally:
        provider.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
