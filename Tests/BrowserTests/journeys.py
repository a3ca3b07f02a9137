"""Whole journeys through the real program in a real browser.

    python3 Tests/BrowserTests/journeys.py PROGRAM ASSETS [PICTURES]

First administrator, sign in, deposit, review, publish, read as the public: at 1280 and 390 pixels, and
with scripts switched off; axe-core on every page on the way. Two of these go on through drafts.py and
office.py, and one more confirms a compiled record of the starter collection, compares, collects (themes.py) and searches
(finding.py). Then come sealed records and who watches over them (watching.py) and answers who asks what is held about
them (rights.py), a referral without an account (referring.py), a panel (panels.py), and a case (casework.py).
"""

import sys
import time

from adoptions import Adoptions, adopt, compare_and_supersede, report as report_result
from agencies import Agencies
from browser import Browser
from casework import Casework
from drafts import Drafts, check_against_source
from factor import SecondFactor
from finding import by_keyboard, find, keep
from lifetime import Lifetime
from office import Office
from panels import Panels
from people import People
from rights import Rights
from program import Program
from referring import Referring
from roles import Roles
from sheets import check_sheets
from steps import enter
from themes import collect
from watching import Watching

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


class Journey(People):
    """From the first account to a published practice that the public reads."""

    def deposit(self, person, title="Kitchen-table evenings"):
        """A draft grows section by section; what is missing is named until nothing is."""
        person.go("/practices/new")
        person.click("Save and go on")
        assert "Enter a title" in person.text
        person.fill(**{**PROBLEM, "title": title})
        person.picture("deposit")
        person.click("Save and go on")
        assert person.heading == title, person.text
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

    def review(self, person, title="Kitchen-table evenings", advice="publish"):
        """A reviewer finds it on the home page, and does not see the other's review."""
        person.go("/")
        person.picture("home-reviewer")
        person.click(title)
        person.click("Review it")
        person.click("Hand in the review")
        assert "Choose what you advise" in person.text
        person.fill(recommendation=advice, strengths="Plain and cheap.", concerns="Small numbers.",
                    evidence="Yes: promising, no more.", interests="none")
        person.picture("review")
        person.click("Hand in the review")
        assert "Plain and cheap." in person.text

    def publish(self, editor):
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
        for page in ["/practices", "/practices/overview", "/practices?words=nothingofthesort", "/organisations", "/areas", "/about", "/log",
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

    def run(self, long):
        admin = self.first_administrator()
        depositor = self.person(admin, "Dora Depositor", "contributor")
        reviewers = [self.person(admin, name, "reviewer") for name in ["Ron Reviewer", "Rhea Reviewer"]]
        editor = self.person(admin, "Edie Editor", "editor")
        admin.go("/people")
        admin.picture("people")
        path = self.deposit(depositor)
        for reviewer in reviewers:
            self.review(reviewer)
        self.publish(editor)
        self.read(path)
        self.keyboard()
        depositor.go("/account")
        depositor.picture("account")
        if long:
            self.go_on(path, admin, depositor, reviewers, editor)
        depositor.go("/account")
        depositor.click("Sign out everywhere")
        assert "Sign in" in depositor.text

    def go_on(self, path, admin, depositor, reviewers, editor):
        """The same people on a later day, when nobody takes pictures."""
        self.pictures = None
        for browser in self.open:
            browser.pictures = None
        Adoptions(self, path, depositor, editor).run()
        Drafts(self, depositor, reviewers, editor).run()
        Office(self, admin, depositor).run()
        asa = Roles(self, admin).run()
        SecondFactor(asa, self.browser(), self.email("Asa Assessor")).run()


def tour(binary, assets, pictures):
    """What the README shows of the starter collection."""
    program = Program(binary, assets, "demo")
    public = Browser(program.address, 1280, True, None, pictures)
    dora = Browser(program.address, 1280, True, None, pictures)
    try:
        public.go("/")
        public.picture("home")
        public.go("/practices?words=mentoring")
        public.picture("found")
        public.click("Aarhus model")
        public.picture("compiled")
        enter(dora, program, "Dora Depositor")
        dora.go("/practices?words=Aarhus")
        dora.click("Aarhus model")
        adopt(dora)
        report_result(dora)
        dora.picture("adoption")
        dora.go("/practices/overview")
        dora.picture("overview")
        enter(public, program, "Edie Editor")
        compare_and_supersede(public)
    finally:
        public.close()
        dora.close()
        program.stop()


def report(what, browsers, begun):
    pages = sum(len(browser.checked) for browser in browsers)
    print(f"{what}: done, axe content with {pages} pages, {time.monotonic() - begun:.0f} s", flush=True)


def variant(binary, assets, pictures, width, scripts, long):
    how = "with scripts" if scripts else "without scripts"
    company(binary, assets, width, scripts, f"{width} px {how}{', every page' if long else ''}", Journey, "serve",
            pictures, long)


def agencies(binary, assets, width, scripts):
    """A panel of six people of six agencies, most of whom are invited by an administrator."""
    how = "with scripts" if scripts else "without scripts"
    company(binary, assets, width, scripts, f"{width} px {how}, a panel of six agencies", Agencies, "demo")


def company(binary, assets, width, scripts, what, people, command, pictures=None, *more):
    """A journey of people who join as it goes on, each with a browser of their own."""
    begun = time.monotonic()
    program = Program(binary, assets, command)
    journey = people(program, width, scripts, f"{assets}/axe.min.js", pictures)
    try:
        journey.run(*more)
    finally:
        journey.close()
        code = program.stop()
    assert code == 0, f"the program ended with {code}"
    report(what, journey.open, begun)


def starter_collection(binary, assets):
    begun = time.monotonic()
    program = Program(binary, assets, "demo")
    browsers = [Browser(program.address, 390, False, f"{assets}/axe.min.js") for _ in range(3)]
    try:
        check_sheets(program)
        check_against_source(program, *browsers[:2])
        enter(browsers[2], program, "Edie Editor")
        compare_and_supersede(browsers[2])
        collect(browsers[2], browsers[1])
        find(browsers[1])
        by_keyboard(browsers[1])
        keep(browsers[2])
    finally:
        for browser in browsers:
            browser.close()
        code = program.stop()
    assert code == 0, f"the program ended with {code}"
    report("390 px without scripts, starter collection", browsers, begun)


def watching(binary, assets, width, scripts):
    """Sealed records, by made-up people: who looks, and who watches."""
    together(binary, assets, width, scripts, Sealed, "sealed records",
             ["Cora Coordinator", "Mina Member", "Sue Supervisor", "Otto Auditor", "Dee Protection"])


class Sealed:
    """Who looks at a record, and then the person who asks what is held."""

    def __init__(self, *browsers):
        self.browsers = browsers

    def run(self):
        cora, _, sue, _, dee = self.browsers
        looking = Watching(*self.browsers[:4])
        looking.run()
        Rights(dee, sue, cora, (looking.path, looking.reference)).run()


def panels(binary, assets, width, scripts):
    """A panel and what stands beside a case, by made-up people."""
    together(binary, assets, width, scripts, Panels, "a panel",
             ["Cora Coordinator", "Charlie Chair", "Mina Member", "Adam Administrator"])


def together(binary, assets, width, scripts, journey, what, names, phones=0, moved=False):
    """A journey of several made-up people, each in their browser; who has no name has no account.

    The first of them have phones, whatever the others have; a journey that moves the clock has the program.
    """
    begun = time.monotonic()
    program = Program(binary, assets, "demo")
    widths = [390] * phones + [width] * (len(names) - phones)
    browsers = [Browser(program.address, each, scripts, f"{assets}/axe.min.js") for each in widths]
    try:
        for browser, name in zip(browsers, names):
            if name:
                enter(browser, program, name)
        journey(*([program] if moved else []), *browsers).run()
    finally:
        for browser in browsers:
            browser.close()
        code = program.stop()
    assert code == 0, f"the program ended with {code}"
    report(f"{width} px {'with' if scripts else 'without'} scripts, {what}", browsers, begun)


def lifetime(binary, assets, width, scripts):
    """A case from a phone to the review a year after closing, with a clock that is moved."""
    together(binary, assets, width, scripts, Lifetime, "the life of a case", Lifetime.NAMES, phones=1, moved=True)


def casework(binary, assets, width, scripts):
    """A case, by made-up people: who carries it, who supervises it, who asks to be let in."""
    together(binary, assets, width, scripts, Casework, "a case",
             ["Cora Coordinator", "Sue Supervisor", "Mina Member"])


def referring(binary, assets, width, scripts):
    """A referral by somebody without an account, and whether its person was met before."""
    together(binary, assets, width, scripts, Referring, "a public referral", [None, None, "Cora Coordinator"])


def main():
    binary, assets = sys.argv[1:3]
    pictures = sys.argv[3] if len(sys.argv) > 3 else None
    if pictures:
        tour(binary, assets, pictures)
    variants = [(1280, False, True), (390, True, True), (1280, True, False), (390, False, False)]
    for width, scripts, long in variants:
        variant(binary, assets, pictures, width, scripts, long)
    starter_collection(binary, assets)
    watching(binary, assets, 1280, True)
    watching(binary, assets, 390, False)
    referring(binary, assets, 1280, True)
    referring(binary, assets, 390, False)
    panels(binary, assets, 1280, True)
    panels(binary, assets, 390, False)
    casework(binary, assets, 1280, True)
    casework(binary, assets, 390, False)


if __name__ == "__main__":
    main()
