"""A case: from the referral through screening and the decision to who asks for access, and who is let in."""

WORDS = "He was seen at two meetings."


class Casework:
    """A coordinator, a supervisor and a panel member from outside the circle, each in their browser."""

    def __init__(self, coordinator, supervisor, member):
        self.coordinator, self.supervisor, self.member = coordinator, supervisor, member

    def run(self):
        self.open()
        self.screen()
        self.decide()
        self.ask()
        self.let_in()
        self.overview()

    def open(self):
        """A case is opened from a referral; whoever opens it says what for."""
        cora = self.coordinator
        cora.go("/referrals/new")
        cora.fill(given_name="Cas", family_name="Sample", area="E23000013", sector="education", concern="other",
                  grounds="His teacher was worried.")
        cora.click("Record it")
        cora.fill(purpose="screening")
        cora.click("Go on")
        cora.click("Open a case")
        cora.click("Open it")
        assert cora.heading == "Say what you open this record for", cora.heading
        cora.fill(purpose="screening")
        cora.click("Go on")
        assert "Decision under section 36" in cora.text and cora.heading.startswith("C-")
        self.reference = cora.heading
        self.path = cora.driver.current_url.removeprefix(cora.address)

    def screen(self):
        """What is wrong is said at its field; what was typed stays."""
        cora = self.coordinator
        cora.click("Record the screening")
        cora.fill(reasons=WORDS)
        cora.click("Record it")
        assert "Choose what came of it" in cora.text and cora.value("reasons") == WORDS
        cora.fill(systems=["police-records", "open-source"], result="clear")
        cora.click("Record it")
        assert WORDS in cora.text and "screened the referral" in cora.text

    def decide(self):
        cora = self.coordinator
        cora.click("Decide: there are reasonable grounds")
        cora.fill(grounds="What his teacher heard.")
        cora.click("Record the decision")
        assert "Gathering information" in cora.text
        cora.click("Decisions")
        assert "decided under section 36" in cora.text
        cora.go("/cases")
        assert self.reference in cora.text and "A decision of the panel" in cora.text and WORDS not in cora.text

    def ask(self):
        """Whoever is outside the circle sees an outline, and asks."""
        mina = self.member
        mina.go(self.path)
        assert "You are not among those who need to know" in mina.text and WORDS not in mina.text
        mina.click("Ask for access")
        mina.fill(reason="He is at my school.")
        mina.click("Ask")
        assert "has not answered yet" in mina.text

    def let_in(self):
        sue = self.supervisor
        sue.go(self.path)
        sue.fill(purpose="supervision")
        sue.click("Go on")
        assert "asks for access: Mina Member" in sue.text
        sue.click("Share the case")
        sue.fill(role="panel", reason="She sits on the panel.")
        sue.click("Share it")
        assert "Sits on the panel" in sue.text
        mina = self.member
        mina.go(self.path)
        mina.fill(purpose="panel")
        mina.click("Go on")
        assert WORDS in mina.text and "Record the screening" not in mina.text

    def overview(self):
        sue = self.supervisor
        sue.go("/cases/overview?area=E23000013")
        assert "How long each stage takes" in sue.text and "Cora Coordinator" in sue.text
