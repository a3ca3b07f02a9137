"""Sealed records: a purpose before a look, a glass that is broken in need, and those who watch over both."""

import io
import json
import zipfile

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

NAME = "Quillfeather"
WORDS = "He asked a teacher where to go."


class Watching:
    """A coordinator, a panel member from outside the circle, a supervisor and an auditor, each in their browser."""

    def __init__(self, coordinator, member, supervisor, auditor):
        self.coordinator, self.member = coordinator, member
        self.supervisor, self.auditor = supervisor, auditor

    def run(self):
        self.refer()
        self.look()
        self.break_the_glass()
        self.review()
        self.see_who_looked()
        self.search()
        self.take_it_all()

    def refer(self):
        """A referral is recorded; before it is shown, its recorder too says what for."""
        cora = self.coordinator
        cora.go("/referrals")
        cora.click("Record a referral")
        cora.click("Record it")
        assert "Say why there is a concern" in cora.text and "Choose the area" in cora.text
        cora.fill(given_name="Sam", family_name=NAME, area="E23000013", sector="education", concern="other",
                  grounds=WORDS)
        cora.click("Record it")
        assert cora.heading == "Say what you open this record for", cora.heading
        assert WORDS not in cora.text

    def look(self):
        cora = self.coordinator
        cora.click("Go on")
        assert "Choose what you open it for" in cora.text
        cora.fill(purpose="other")
        cora.click("Go on")
        assert "Say what you open it for" in cora.text
        cora.fill(purpose="screening")
        cora.click("Go on")
        assert WORDS in cora.text and "You opened this for: Screening" in cora.text
        self.reference = cora.heading
        self.path = cora.driver.current_url.removeprefix(cora.address)
        # It is remembered for this record: the next look asks for nothing.
        cora.go(self.path)
        assert cora.heading == self.reference

    def break_the_glass(self):
        """Whoever is outside the circle is shown how, gives a reason, looks, and gives it back."""
        mina = self.member
        mina.go("/")
        mina.click("Break-glass")
        mina.fill(reference=self.reference.lower())
        mina.click("Go on")
        assert mina.heading == "This record belongs to others", mina.heading
        mina.click("Break the glass")
        assert "Say why you need to see it now" in mina.text
        mina.fill(reason="He is at the station now.")
        mina.click("Break the glass")
        assert mina.heading == "Say what you open this record for", mina.heading
        mina.fill(purpose="support")
        mina.click("Go on")
        assert WORDS in mina.text and "You broke the glass" in mina.text and "Give a copy" not in mina.text
        mina.click("See it, or give it back")
        assert "He is at the station now." in mina.text
        mina.click("Give it back now")
        assert "Give it back now" not in mina.text
        mina.go(self.path)
        assert mina.heading == "This record belongs to others", mina.heading

    def review(self):
        """Its supervisor is told on the home page, and it stays there until it is reviewed."""
        sue = self.supervisor
        sue.go("/")
        sue.click("Mina Member broke the glass")
        assert "He is at the station now." in sue.text
        sue.click("Review it")
        sue.click("Record the review")
        assert "Choose whether it was justified" in sue.text and "Say why" in sue.text
        sue.fill(outcome="justified", words="There was no time to ask.")
        sue.click("Record the review")
        assert "There was no time to ask." in sue.text and "JUSTIFIED" in sue.text.upper()
        sue.go("/")
        assert "broke the glass" not in sue.text

    def see_who_looked(self):
        sue = self.supervisor
        sue.go(self.path)
        sue.fill(purpose="supervision")
        sue.click("Go on")
        sue.click("Who looked at this")
        for words in ["Cora Coordinator", "Mina Member", "Sue Supervisor", "Screening", "under break-glass"]:
            assert words in sue.text, words
        assert WORDS not in sue.text
        sue.go("/oversight/unusual")
        assert "To be reviewed" in sue.text or "Nothing unusual was looked at." in sue.text

    def search(self):
        """The auditor finds lines by record and purpose, and sees every page of oversight."""
        otto = self.auditor
        otto.go("/")
        otto.click("Oversight")
        otto.click("Who looked, and what was done")
        self.ask(otto, reference=self.reference, purpose="support", act="consultation")
        rows = otto.driver.find_elements(By.CSS_SELECTOR, "tbody tr")
        assert len(rows) == 1 and "Mina Member" in rows[0].text, [row.text for row in rows]
        self.ask(otto, purpose="complaint")
        assert "No line fits what was asked." in otto.text
        self.ask(otto, **{"from-day": "31", "from-month": "2", "from-year": "2026"})
        assert "From must be a real date" in otto.text
        for page in ["break-glass", "unusual", "roles", "sign-ins", "releases"]:
            otto.go(f"/oversight/{page}")

    @staticmethod
    def ask(browser, **fields):
        """Opens the form above the lines, and asks."""
        browser.driver.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
        browser.fill(**fields)
        browser.click("Search")

    def take_it_all(self):
        otto = self.auditor
        otto.go("/oversight")
        otto.click("Take it all with you")
        button = otto.driver.find_element(By.XPATH, "//button[normalize-space()='Make the file']")
        file = zipfile.ZipFile(io.BytesIO(otto.save(button, "touchstone-oversight-*.zip")))
        names = file.namelist()
        assert "README.txt" in names and "break-glass.csv" in names, names
        lines = json.loads(file.read("access-log-safeguarding.json"))
        assert {"Cora Coordinator", "Mina Member"} <= {line["name"] for line in lines}
        assert "support" in {line["purpose"] for line in lines}
        assert WORDS.encode() not in b"".join(file.read(name) for name in names)
        glass = json.loads(file.read("break-glass.json"))
        assert [one["outcome"] for one in glass] == ["justified"], glass
        otto.go("/oversight/log")
        assert "export of oversight" in otto.text
