"""Whole journeys through the real program in a real browser.

    python3 Tests/BrowserTests/journeys.py PROGRAM ASSETS [PICTURES]

First administrator, sign in, deposit, review, publish, read as the public: at 1280 and 390 pixels, and
with scripts switched off; axe-core on every page on the way.
"""

import sys
import time

from browser import Browser
from program import Program

PASSWORD = "four unrelated plain words"

PROBLEM = {
    "title": "Kitchen-table evenings", "problem": "Families had nobody to ask.",
    "aim": "Families know whom to ask.", "audience": "Parents of teenagers",
    "setting": ["family", "community"], "strand": "all", "objective": ["3", "4"],
}
SECTIONS = {
    "method": {"method": "Six evenings at a kitchen table.", "steps": "Invite\nCook\nListen"},
    "place": {"country": "United Kingdom", "area": "Exampleshire", "lead_organisation": "Exampleshire Council"},
    "outcome": {"outcome": "Eleven of fourteen families came to every evening.",
                "harms": "One family felt singled out."},
    "evidence": {"evidence_stage": "promising", "evaluation_design": "Before and after, no comparison",
                 "maryland": "2", "emmie_effect": "More asked for help.", "emmie_effect_strength": "weak"},
}


class Journey:
    """Everybody who takes part, each with a browser of their own."""

    def __init__(self, program, width, scripts, axe, pictures):
        self.program, self.width, self.scripts = program, width, scripts
        self.axe, self.pictures = axe, pictures if scripts else None
        self.open = []

    def browser(self):
        browser = Browser(self.program.address, self.width, self.scripts, self.axe, self.pictures)
        self.open.append(browser)
        return browser

    def close(self):
        for browser in self.open:
            browser.close()

    def first_administrator(self):
        """A newcomer opens the first account by the one-time link, which then works no more."""
        link = self.program.links["First administrator"]
        admin = self.browser()
        admin.go(link)
        admin.picture("first-administrator")
        admin.click("Save and sign in")
        assert "Enter your name" in admin.text and "Choose a password" in admin.text, admin.text
        admin.fill(**{"name": "Ada Example", "email": "ada@touchstone.example", "new-password": PASSWORD,
                      "again": PASSWORD})
        admin.click("Save and sign in")
        assert admin.heading == "Hello, Ada Example", admin.heading
        assert "cannot be used any more" in self.browser().go(link).heading
        return admin

    def person(self, admin, name, role):
        """The administrator opens an account and grants a role; the person chooses a password."""
        admin.go("/people")
        admin.click("Open an account")
        email = name.lower().replace(" ", ".") + "@touchstone.example"
        admin.fill(name=name, email=email)
        admin.click("Open the account")
        link = [word for word in admin.text.split() if "/enter/" in word][0]
        admin.picture("account-opened")
        admin.click("Grant a role")
        admin.fill(role=role, reason="Joins the pilot")
        admin.click("Grant the role")
        assert role.capitalize() in admin.text
        person = self.browser()
        person.go(link)
        person.fill(**{"new-password": PASSWORD, "again": PASSWORD})
        person.click("Save and sign in")
        person.click("Sign out")
        person.click("Sign in")
        person.fill(email=email, password="not the right words")
        person.click("Sign in")
        assert "wrong" in person.text
        person.fill(password=PASSWORD)
        person.click("Sign in")
        assert person.heading == f"Hello, {name}", person.heading
        return person

    def deposit(self, person):
        """A draft grows section by section; what is missing is named until nothing is."""
        person.go("/practices/new")
        person.click("Save and go on")
        assert "Enter a title" in person.text
        person.fill(**PROBLEM)
        person.picture("deposit")
        person.click("Save and go on")
        assert person.heading == "Kitchen-table evenings", person.text
        path = person.driver.current_url.removeprefix(self.program.address)
        assert "fill in" in person.text
        for section, fields in SECTIONS.items():
            person.go(f"{path}/edit/{section}")
            person.fill(**fields)
            person.click("Save")
        person.picture("draft")
        assert "complete" in person.text
        person.click("Submit for review")
        assert "In review" in person.text
        return path

    def review(self, person, path):
        """A reviewer finds it on the home page, and does not see the other's review."""
        person.go("/")
        person.picture("home-reviewer")
        person.click("Kitchen-table evenings")
        person.click("Review it")
        person.click("Hand in the review")
        assert "Choose what you advise" in person.text
        person.fill(recommendation="publish", strengths="Plain and cheap.", concerns="Small numbers.",
                    evidence="Yes: promising, no more.", interests="none")
        person.picture("review")
        person.click("Hand in the review")
        assert person.text.count("Plain and cheap.") >= 1

    def publish(self, editor, path):
        editor.go("/")
        editor.click("Kitchen-table evenings")
        editor.click("Publish")
        editor.click("Publish it")
        assert "Published" in editor.text
        editor.picture("published")

    def read(self, path):
        """Anybody reads it, finds it by a word and a filter, and sees no names of staff."""
        public = self.browser()
        public.go("/")
        public.go("/practices?words=kitchen")
        public.picture("search")
        public.click("Kitchen-table evenings")
        assert "One family felt singled out." in public.text
        assert "Ron Reviewer" not in public.text and "Dora Depositor" not in public.text
        public.picture("practice")
        for page in ["/practices", "/practices?words=nothingofthesort", "/organisations", "/areas", "/about",
                     "/accessibility", "/sign-in", "/nowhere"]:
            public.go(page)
        public.go("/areas")
        public.picture("areas")
        public.go("/people")
        assert public.heading == "Sign in"

    def keyboard(self):
        """The first stop of the tab key is the way past the menu, and focus is seen."""
        from selenium.webdriver.common.by import By
        from selenium.webdriver.common.keys import Keys
        visitor = self.browser()
        visitor.go("/practices")
        visitor.driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
        assert visitor.driver.switch_to.active_element.text == "Skip to main content"

    def run(self):
        admin = self.first_administrator()
        depositor = self.person(admin, "Dora Depositor", "contributor")
        first = self.person(admin, "Ron Reviewer", "reviewer")
        second = self.person(admin, "Rhea Reviewer", "reviewer")
        editor = self.person(admin, "Edie Editor", "editor")
        admin.go("/people")
        admin.picture("people")
        path = self.deposit(depositor)
        self.review(first, path)
        self.review(second, path)
        self.publish(editor, path)
        self.read(path)
        self.keyboard()
        depositor.go("/account")
        depositor.picture("account")
        depositor.click("Sign out everywhere")
        assert "Sign in" in depositor.text


def tour(binary, assets, pictures):
    """What the README shows of the starter collection."""
    program = Program(binary, assets, "demo")
    public = Browser(program.address, 1280, True, None, pictures)
    try:
        public.go("/")
        public.picture("home")
        public.go("/practices?words=mentoring")
        public.picture("found")
        public.go("/practices")
        public.click("Aarhus model")
        public.picture("compiled")
    finally:
        public.close()
        program.stop()


def main():
    binary, assets = sys.argv[1:3]
    pictures = sys.argv[3] if len(sys.argv) > 3 else None
    axe = f"{assets}/axe.min.js"
    if pictures:
        tour(binary, assets, pictures)
    for width, scripts in [(1280, False), (390, True), (1280, True), (390, False)]:
        begun = time.monotonic()
        program = Program(binary, assets)
        journey = Journey(program, width, scripts, axe, pictures)
        try:
            journey.run()
        finally:
            journey.close()
            code = program.stop()
        assert code == 0, f"the program ended with {code}"
        pages = sum(len(browser.checked) for browser in journey.open)
        how = "with scripts" if scripts else "without scripts"
        print(f"{width} px {how}: done, axe content with {pages} pages, {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
