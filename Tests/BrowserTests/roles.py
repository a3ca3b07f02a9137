"""A role from its grant to its review: inactive, accepted, active, explained and kept."""

from steps import day


class Roles:
    """What an administrator and somebody new do about a role that needs training."""

    def __init__(self, journey, admin):
        self.journey, self.admin = journey, admin

    def run(self):
        asa = self.grant()
        self.person = self.admin.driver.current_url
        self.is_told_why(asa)
        self.agree(asa)
        self.explain()
        self.review()
        return asa

    def grant(self):
        """A role that does nothing yet: its texts are neither accepted nor completed."""
        asa = self.journey.newcomer(self.admin, "Asa Assessor", "assessor")
        assert "NOT ACTIVE" in self.admin.text.upper(), self.admin.text
        assert "They have not accepted “Code of conduct” as it is now." in self.admin.text
        return asa

    def is_told_why(self, asa):
        assert "Before your roles are active" in asa.text
        asa.go("/account")
        asa.click("Each of your roles, and what it needs")
        assert "Read and accept “Code of conduct”, and it becomes active." in asa.text

    def agree(self, asa):
        """Each text leads to the next; without a day training is not completed, and the page says so."""
        asa.go("/texts/conduct")
        asa.click("I have read this and accept it")
        for title in ["Working with records about a person", "Assessing material online"]:
            assert asa.heading == title, asa.heading
            asa.click("I completed this training")
            assert "Enter the day on which you completed it" in asa.text
            asa.fill(**day("on"))
            asa.click("I completed this training")
        assert asa.heading == "Your roles" and "NOT ACTIVE" not in asa.text.upper(), asa.text

    def explain(self):
        """The administrator sees which rule lets somebody do a thing, and what is missing where none does."""
        self.admin.go(self.person)
        self.admin.click("Why they may or may not")
        self.admin.fill(act="practice.publish")
        self.admin.click("Ask")
        assert "Asa Assessor may not do this" in self.admin.text
        assert "That role was never granted to them." in self.admin.text

    def review(self):
        """A role is kept for a reason, which stands in the history; nothing is due today."""
        self.admin.go(self.person)
        self.admin.click("Review Online-material assessor, everywhere")
        self.admin.click("Keep the role")
        assert "Say why" in self.admin.text
        self.admin.fill(reason="Asked her supervisor")
        self.admin.click("Keep the role")
        assert "reviewed a role: online-material assessor" in self.admin.text
        self.admin.go("/reviews")
        assert "No role of anybody else in your places is due for review." in self.admin.text
