"""From the first account to a published practice that the public reads; and what the same people do later."""

from adoptions import Adoptions
from drafts import Drafts
from factor import SecondFactor
from office import Office
from people import People
from roles import Roles

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
