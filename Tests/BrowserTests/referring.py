"""A partner refers somebody without an account, in two sittings; a coordinator finds that they were met before."""

import re

from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

from importing import Importing

WORDS = "He said he would go and fight."
CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


class Referring:
    """A partner, the same partner at another device, and a coordinator, each in their browser."""

    def __init__(self, partner, elsewhere, coordinator):
        self.partner, self.elsewhere, self.coordinator = partner, elsewhere, coordinator

    def run(self):
        self.begin()
        self.go_on()
        self.send()
        self.meet()
        self.link()
        self.ask()
        self.refer_by_keyboard()
        Importing(self.coordinator).run()

    def begin(self):
        """What is wrong is said and kept; what is saved is forgotten by the browser."""
        partner = self.partner
        partner.go("/")
        partner.click("Refer somebody you are worried about")
        partner.click("Begin")
        self.code = CODE.search(partner.text)[0]
        partner.click("What worries you")
        partner.click("Save and go on")
        assert "Say what worries you" in partner.text and "Choose which is nearest" in partner.text
        partner.fill(grounds=WORDS, concern="no-ideology")
        partner.click("Save and go on")
        partner.fill(given_name="Mohamed", family_name="Abdirahman", age="old")
        partner.click("Save and go on")
        assert "Age in years must be a whole number" in partner.text and "Choose the area" in partner.text
        assert partner.value("family_name") == "Abdirahman"
        partner.click("Save and come back later")
        assert self.code in partner.text, partner.text
        partner.go("/refer/form/person")
        assert partner.heading == "Are you worried about somebody?", partner.heading

    def go_on(self):
        partner = self.elsewhere
        partner.go("/refer/code")
        partner.fill(code="0000-0000-0000-0000")
        partner.click("Go on")
        assert "There is no referral with this code" in partner.text
        partner.fill(code=self.code.lower().replace("-", " "))
        partner.click("Go on")
        partner.click("Who you are worried about")
        assert partner.value("family_name") == "Abdirahman"
        birth = {"birth-day": "3", "birth-month": "7", "birth-year": "1995"}
        partner.fill(**{"age": "", "area": "E23000013", "postcode": "TS1 1AA", **birth})
        partner.click("Save and go on")
        partner.fill(person_knows="no", parent_knows="yes")
        partner.click("Save and go on")
        partner.fill(sector="education", referrer="Tia Teacher")
        partner.click("Save and go on")
        assert WORDS in partner.text and "Mohamed" in partner.text

    def send(self):
        partner = self.elsewhere
        partner.click("Send the referral")
        assert partner.heading == "Your referral was received", partner.heading
        assert self.code in partner.text and "Nobody has opened it yet" in partner.text
        assert "Mohamed" not in partner.text and WORDS not in partner.text

    def meet(self):
        """The same person, written otherwise, is referred again: the page asks, and says why."""
        cora = self.coordinator
        cora.go("/referrals/new")
        birth = {"birth-day": "7", "birth-month": "3", "birth-year": "1995"}
        cora.fill(**{"given_name": "Muhammad", "family_name": "Abdurrahman", "area": "E23000013", "sector": "police",
                     "concern": "other", "grounds": "He asked again.", **birth})
        cora.click("Record it")
        cora.fill(purpose="screening")
        cora.click("Go on")
        self.path = cora.driver.current_url.removeprefix(cora.address)
        assert "Have we met before?" in cora.text and "sounds the same" in cora.text
        assert "swapped" in cora.text and WORDS not in cora.text

    def link(self):
        """Nothing is linked until somebody says so; a wrong link is taken back."""
        cora = self.coordinator
        cora.click("Look at both")
        assert "Mohamed Abdirahman" in cora.text and "Muhammad Abdurrahman" in cora.text
        cora.click("Say so")
        assert "Say how you know" in cora.text
        cora.fill(verdict="same", reason="His mother told us.")
        cora.click("Say so")
        assert cora.heading == "All contacts of this person" and "His mother told us." in cora.text
        cora.click("This is somebody else: take the link back")
        cora.fill(reason="It was the cousin.")
        cora.click("Take it back")
        assert "This is the only one so far" in cora.text

    def ask(self):
        """Once somebody opened it, its referrer is told so and nothing else."""
        cora, partner = self.coordinator, self.partner
        cora.click("Look at both")
        other = next(link for link in cora.driver.find_elements("css selector", "th a")
                     if not link.get_attribute("href").endswith(self.path))
        cora.go(other.get_attribute("href"))
        cora.fill(purpose="screening")
        cora.click("Go on")
        assert WORDS in cora.text and "A partner by code" in cora.text
        partner.go("/refer/code")
        partner.fill(code=self.code)
        partner.click("Go on")
        assert "Somebody whose work this is has opened it" in partner.text and "Mohamed" not in partner.text
        partner.click("Leave: forget it in this browser")
        assert self.code not in partner.text

    def refer_by_keyboard(self):
        """From the first page to the receipt by Tab, letters, arrows, Space and Enter."""
        partner = self.partner
        partner.go("/")
        self.press("Refer somebody you are worried about")
        self.press("Begin")
        self.press("What worries you")
        self.write("grounds", "He talks of nothing else.")
        self.reach(name="concern").send_keys(Keys.SPACE)
        self.press("Save and go on")
        self.write("given_name", "Kay")
        self.choose("area", "Cleveland")
        self.press("Save and go on")
        self.reach(name="person_knows").send_keys(Keys.ARROW_DOWN)
        self.press("Save and go on")
        self.choose("sector", "Education")
        self.press("Save and go on")
        self.press("Send the referral")
        assert partner.heading == "Your referral was received", partner.text

    def reach(self, words=None, name=None):
        """Goes on by Tab until what has those words, or that name, is in focus."""
        keys = self.partner.driver.switch_to
        for _ in range(80):
            keys.active_element.send_keys(Keys.TAB)
            element = keys.active_element
            if (words and element.text.startswith(words)) or (name and element.get_attribute("name") == name):
                return element
        raise AssertionError(f"{words or name} is not reached by Tab on {self.partner.driver.current_url}")

    def press(self, words):
        self.partner.press(self.reach(words))
        self.partner.look()

    def write(self, name, words):
        self.reach(name=name).send_keys(words)

    def choose(self, name, words):
        """By typing its first letters, in a list that is closed or among buttons."""
        element = self.reach(name=name)
        if element.tag_name == "select":
            element.send_keys(words)
            assert Select(element).first_selected_option.text.startswith(words)
        else:
            element.send_keys(Keys.SPACE)
