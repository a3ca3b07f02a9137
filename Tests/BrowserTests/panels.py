"""A panel: papers for a while, a decision that the case takes over, and minutes that somebody else approves."""

import datetime
import re

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

REASONS = "He asked for help."


def day(name, later=0):
    on = datetime.datetime.now(datetime.timezone.utc).date() + datetime.timedelta(days=later)
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def open_for(browser, path, purpose="panel"):
    """Opens what is sealed, saying what for where it is asked."""
    browser.go(path)
    if browser.heading == "Say what you open this record for":
        browser.fill(purpose=purpose)
        browser.click("Go on")
    return browser


def choose(browser, name, words):
    """Chooses by the words of a label, whatever control it is."""
    for label in browser.driver.find_elements(By.CSS_SELECTOR, "label"):
        control = label.get_attribute("for")
        if label.text.startswith(words) and control and control.startswith(name):
            browser.driver.find_element(By.ID, control).send_keys(Keys.SPACE)
            return
    raise AssertionError(f"nothing called {words} for {name} on {browser.driver.current_url}")


class Panels:
    """A coordinator, a chair, a member and an administrator, each in their browser."""

    def __init__(self, coordinator, chair, member, administrator):
        self.coordinator, self.chair, self.member, self.administrator = coordinator, chair, member, administrator

    def run(self):
        self.settle()
        self.open_case()
        self.assess()
        self.ask()
        self.name()
        self.arrange()
        self.read_papers()
        self.decide()
        self.write_up()

    def settle(self):
        """Two members are enough here: more made-up people do not sit on panels."""
        admin = self.administrator
        admin.go("/settings/channel.quorum-members/change")
        admin.fill(value="2", reason="A small area", **day("from"))
        admin.submit()
        assert "2 people" in admin.text, admin.text

    def open_case(self):
        cora = self.coordinator
        cora.go("/referrals/new")
        cora.fill(given_name="Sam", family_name="Sample", area="E23000013", sector="education", concern="other",
                  grounds="He asked where to go.")
        cora.click("Record it")
        referral = re.search(r"/purpose/referral/([0-9a-f]+)", cora.driver.current_url)[1]
        cora.go(f"/cases/new?referral={referral}")
        choose(cora, "owner", "Cora Coordinator")
        cora.submit()
        cora.fill(purpose="panel")
        cora.click("Go on")
        self.case = cora.driver.current_url.removeprefix(cora.address)
        self.reference = cora.heading
        cora.go(f"{self.case}/screen")
        cora.fill(systems=["open-source"], result="clear", reasons="Two meetings.")
        cora.submit()
        cora.go(f"{self.case}/accept")
        cora.fill(grounds="What his teacher heard.")
        cora.submit()

    def assess(self):
        """In parts: a factor is saved, and the next one asked for."""
        cora = self.coordinator
        cora.go(self.case)
        cora.click("Assessments")
        cora.click("Start an assessment")
        path = cora.driver.current_url.removeprefix(cora.address)
        cora.click("Go on")
        assert cora.heading == "Feelings of grievance and injustice", cora.heading
        cora.fill(presence="partly", evidence="He speaks of it often.")
        cora.click("Save and go on")
        assert "source, date" in cora.text and cora.value("evidence") == "He speaks of it often."
        cora.fill(source="His teacher", **day("date"))
        cora.click("Save and go on")
        assert cora.heading == "Feeling under threat", cora.heading
        cora.go(path)
        assert "Partly present" in cora.text and "30 factors are not recorded yet" in cora.text

    def ask(self):
        """What section 38 keeps out comes back empty."""
        cora = self.coordinator
        cora.go(self.case)
        cora.click("Questions to partners")
        cora.click("Ask a partner")
        cora.fill(partner="Exampleshire College, head", agency="education", what="Attendance", why="What changed?",
                  basis="public-task", **day("due", 7))
        cora.click("Send the question")
        cora.click("Record the answer")
        cora.fill(declaration="none", text="MI5 told us.")
        cora.click("Record it")
        assert "Nothing of it was kept" in cora.text and cora.value("text") == ""
        cora.fill(declaration="none", text="He came every day until May.")
        cora.click("Record it")
        assert "He came every day until May." in cora.text

    def name(self):
        cora = self.coordinator
        for who, agency in [("Charlie Chair", "local-authority"), ("Mina Member", "police")]:
            cora.go("/panels/E23000013")
            cora.click("Name a member")
            choose(cora, "account", who)
            cora.fill(agency=agency)
            if agency == "local-authority":
                cora.fill(is_chair="yes")
            cora.click("Name them")
        assert "it cannot decide anything" not in cora.text

    def arrange(self):
        cora = self.coordinator
        cora.go("/meetings")
        cora.click("Arrange a meeting")
        cora.fill(area="E23000013", place="Town hall", **day("on"))
        cora.click("Arrange it")
        cora.fill(purpose="panel")
        cora.click("Go on")
        self.meeting = cora.driver.current_url.removeprefix(cora.address)
        cora.click("Take a case on the agenda")
        choose(cora, "case", self.reference)
        cora.click("Take it on")
        assert self.reference in cora.text

    def read_papers(self):
        """A member opens the case while papers are shared, and not before."""
        cora, mina = self.coordinator, self.member
        mina.go(self.case)
        assert "Two meetings." not in mina.text
        cora.go(self.meeting)
        cora.click("Share the papers")
        cora.click("Share them")
        open_for(mina, self.case)
        assert "Two meetings." in mina.text

    def decide(self):
        cora = self.coordinator
        cora.go(self.meeting)
        cora.click("Record who is there")
        choose(cora, "present", "Charlie Chair")
        choose(cora, "present", "Mina Member")
        choose(cora, "chair", "Charlie Chair")
        cora.click("Record it")
        cora.click("Record what is decided: ")
        cora.fill(view_police="Nothing more is known.", resolution="offer-support", rule="unanimous", reasons=REASONS,
                  **day("next_contact", 14))
        choose(cora, "in_favour", "Charlie Chair")
        cora.click("Record the decision")
        assert "Unanimous means" in cora.text and REASONS in cora.value("reasons")
        choose(cora, "in_favour", "Mina Member")
        cora.click("Record the decision")
        assert "Offer support" in cora.text and REASONS in cora.text
        cora.click("Agree an action: ")
        choose(cora, "owner", "Mina Member")
        cora.fill(what="Ask the college.", **day("due", 7))
        cora.click("Keep it")
        cora.click("End the meeting")
        cora.click("End it")
        cora.go(self.case)
        assert "Offer support" in cora.text and "Consent" in cora.text

    def write_up(self):
        cora, charlie, mina = self.coordinator, self.chair, self.member
        mina.go(self.case)
        assert "Two meetings." not in mina.text
        mina.go("/")
        mina.click(f"{self.reference}: an action of a meeting")
        open_for(mina, self.meeting)
        mina.click("Record that it is done: ")
        mina.fill(words="There is a place.")
        mina.click("Record it")
        assert "Done: There is a place." in mina.text
        cora.go(self.meeting)
        cora.click("Write the minutes")
        cora.click("Hand them in for approval")
        assert "minutes wait for approval" in cora.text and "Approve the minutes" not in cora.text
        open_for(charlie, self.meeting)
        charlie.click("Minutes, to print")
        assert REASONS in charlie.text and "draft, not approved" in charlie.text
        charlie.go(self.meeting)
        charlie.click("Approve the minutes")
        charlie.click("Approve them")
        mina.go(self.meeting)
        assert REASONS not in mina.text and "is not open to you" in mina.text
