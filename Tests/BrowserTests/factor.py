"""A second factor: set up with an authenticator, asked for after the password, and a session ended."""

import base64
import hmac
import struct
import time

from people import PASSWORD


def code_of(key):
    """What an authenticator shows now for a key (RFC 6238)."""
    secret = base64.b32decode(key.replace(" ", ""))
    mac = hmac.digest(secret, struct.pack(">Q", int(time.time()) // 30), "sha1")
    start = mac[-1] & 15
    return f"{(struct.unpack('>I', mac[start:start + 4])[0] & 0x7fffffff) % 1_000_000:06d}"


def set_up(person):
    """From the account's page; gives the recovery codes, which are shown once."""
    person.go("/account")
    person.click("Set up a second factor")
    person.click("Set it up")
    key = person.driver.find_element("css selector", "p code").text
    person.fill(code="12")
    person.click("Confirm")
    assert "That code is wrong" in person.text
    person.fill(code=code_of(key))
    person.click("Confirm")
    assert "They are not shown again." in person.text
    return [one.text for one in person.driver.find_elements("css selector", ".ts-codes code")]


class SecondFactor:
    """What somebody with a password does about their phone; another browser is signed in as them too."""

    def __init__(self, person, other, email):
        self.person, self.other, self.email = person, other, email

    def run(self):
        self.sign_in(self.other)
        self.end_the_other()
        codes = set_up(self.person)
        self.sign_in(self.other)
        assert self.other.heading == "Enter your code", self.other.heading
        self.other.fill(code="000000")
        self.other.click("Go on")
        assert "That code is wrong" in self.other.text
        self.other.fill(code=codes[0])
        self.other.click("Go on")
        self.other.go("/account/second-factor")
        assert "You have 9 recovery codes left." in self.other.text
        self.take_off(codes[1])

    def sign_in(self, browser):
        browser.go("/sign-in")
        browser.fill(email=self.email, password=PASSWORD)
        browser.click("Sign in")

    def end_the_other(self):
        """Both sessions stand on the account's page; the one that is ended must sign in again."""
        self.person.go("/account")
        assert "THIS ONE" in self.person.text.upper()
        self.person.click("End all others")
        assert "whoever is there must sign in again" in self.person.text
        self.other.go("/account")
        assert self.other.heading == "Sign in", self.other.heading

    def take_off(self, code):
        self.person.go("/account/second-factor")
        self.person.click("Take it off")
        self.person.click("Take it off")
        assert "Enter your password" in self.person.text and "Enter the code" in self.person.text
        self.person.fill(password=PASSWORD, code=code)
        self.person.click("Take it off")
        assert "Whoever learns your password can sign in as you." in self.person.text
