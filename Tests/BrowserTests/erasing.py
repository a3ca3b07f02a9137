"""From what is held about somebody to its erasure, with a certificate; then nobody finds them any more."""

import re

from rights import Rights
from visitor import Visitor
from watching import NAME, WORDS, Watching

GROUND = "UK GDPR, Article 17(1)(b), asked for by letter"
# What is searched for the erased: everything that links lead to, but for published practices, which name nobody.
LEFT_OUT = re.compile(r"^/(sign-out|enter|practices|collections|public|log/tile|organisations|areas)|[.](ods|css|js|png|svg)")
MOST = 400


class Erasing:
    """An officer asks, an administrator approves; everybody who could look looks again."""

    def __init__(self, officer, administrator, others, requests, names):
        self.officer, self.administrator, self.others = officer, administrator, others
        self.requests, self.names = requests, names

    def run(self):
        assert self.finds(self.officer), "the search finds nobody before anything is erased"
        self.officer.go(self.requests[0])
        self.officer.click("Ask for its erasure")
        referral = self.erase()
        self.read(referral, "Exampleshire School")
        # Each request is about the same person, and has a key of its own.
        for request in self.requests:
            self.officer.go(request)
            self.officer.click("Ask for the erasure of the request")
            self.read(self.erase())
        for browser in [self.officer, self.administrator, *self.others]:
            found = self.finds(browser)
            assert not found, found

    def erase(self):
        """One asks and sees what would go; another approves, and it is gone."""
        dee, adam = self.officer, self.administrator
        dee.fill(ground=GROUND)
        dee.submit()
        assert "What goes" in dee.text and "What is out of reach" in dee.text, dee.text
        assert "Approve, and erase for ever" not in dee.text
        path = dee.driver.current_url.removeprefix(dee.address)
        adam.go(path)
        adam.click("Approve, and erase for ever")
        adam.click("Approve, and erase for ever")
        assert "certified it" in adam.text, adam.text
        return path

    def read(self, path, *more):
        """The certificate says what went, what was found and who has copies, and names nobody."""
        dee = self.officer
        dee.go(path)
        dee.click("Read, print or keep the certificate")
        for words in ["The signature of this certificate holds.", GROUND, *more]:
            assert words in dee.text, dee.text
        for name in self.names:
            assert name not in dee.text, name

    def finds(self, browser):
        """The pages and files on which somebody reads a name, among all that links lead them to."""
        visitor = Visitor.like(browser)
        seen, waiting, found = {"/"}, ["/", "/retention", "/erasures", "/oversight", "/rights", "/referrals", "/cases"], []
        while waiting and len(seen) < MOST:
            address = waiting.pop(0)
            status, _, page = visitor.open(address)
            if any(name in page for name in self.names):
                found.append(address)
            for link in re.findall(r'href="(/[^"#]*)', page):
                link = link.replace("&amp;", "&")
                if link not in seen and not LEFT_OUT.search(link):
                    seen.add(link)
                    waiting.append(link)
        assert len(seen) > 20, f"only {len(seen)} addresses were found"
        return found


class Sealed:
    """Who looks at a record, then the person who asks what is held, and then that it is erased."""

    def __init__(self, *browsers):
        self.browsers = browsers

    def run(self):
        cora, mina, sue, otto, dee, adam = self.browsers
        looking = Watching(cora, mina, sue, otto)
        looking.run()
        asking = Rights(dee, sue, cora, (looking.path, looking.reference))
        asking.run()
        Erasing(dee, adam, [cora, mina, sue, otto], [asking.path, asking.second], [NAME, WORDS]).run()
