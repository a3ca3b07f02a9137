"""A panel: papers for a while, a decision that the case takes over, and minutes that somebody else approves."""

from steps import (arrange, attend, choose, day, end_meeting, name_member, need_members, open_for, refer_and_pass,
                   share_papers)

REASONS = "He asked for help."


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
        need_members(self.administrator, 2)

    def open_case(self):
        self.case, self.reference = refer_and_pass(self.coordinator, "He asked where to go.")

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
        name_member(cora, "Charlie Chair", "local-authority", is_chair=True)
        name_member(cora, "Mina Member", "police")
        assert "it cannot decide anything" not in cora.text

    def arrange(self):
        self.meeting = arrange(self.coordinator, self.reference)

    def read_papers(self):
        """A member opens the case while papers are shared, and not before."""
        cora, mina = self.coordinator, self.member
        mina.go(self.case)
        assert "Two meetings." not in mina.text
        cora.go(self.meeting)
        share_papers(cora)
        open_for(mina, self.case)
        assert "Two meetings." in mina.text

    def decide(self):
        cora = self.coordinator
        cora.go(self.meeting)
        attend(cora, ["Charlie Chair", "Mina Member"], chair="Charlie Chair")
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
        end_meeting(cora)
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
