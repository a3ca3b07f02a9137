"""A visitor without a browser: cookies, forms and their hidden fields."""

import http.client
import re
import urllib.error
import urllib.request
from http.cookiejar import CookieJar, DefaultCookiePolicy
from urllib.parse import urlencode, urljoin, urlsplit


class Visitor:
    """Somebody with cookies and without scripts."""

    def __init__(self, program):
        self.address = program.address
        # Like a browser, it sends secure cookies to loopback.
        self.cookies = CookieJar(DefaultCookiePolicy(secure_protocols=("http", "https")))
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    @classmethod
    def like(cls, browser):
        """Signed in as whoever uses a browser."""
        visitor = cls(browser)
        visitor.opener.addheaders = [("Cookie", "; ".join(f"{each['name']}={each['value']}"
                                                          for each in browser.driver.get_cookies()))]
        return visitor

    def open(self, address, fields=None):
        """The status, the path arrived at and the page, whatever the answer is."""
        body = None if fields is None else urlencode(fields).encode()
        try:
            answer = self.opener.open(urljoin(self.address, address), body, timeout=30)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            return answer.status, urlsplit(answer.url).path, answer.read().decode(errors="replace")

    def hidden(self, address):
        return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', self.open(address)[2]))

    def submit(self, address, to, **fields):
        """Sends the form of a page with its hidden fields."""
        return self.open(to, {**self.hidden(address), **fields})

    @property
    def cookie(self):
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.cookies)


def ask(host, method, path):
    """One answer on a connection of its own, with no cookies and no redirect followed."""
    connection = http.client.HTTPConnection(host, timeout=30)
    try:
        connection.request(method, path)
        return connection.getresponse()
    finally:
        connection.close()
