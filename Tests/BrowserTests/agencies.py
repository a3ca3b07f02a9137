"""A panel of six agencies: who is near to a person sees nothing of them, and a majority decides with a dissent."""

from factor import set_up
from people import People, agree
from steps import (arrange, attend, choose, day, end_meeting, enter, name_member, open_for, refer_and_pass,
                   share_papers, take_on)

WORDS = "He asked a teacher where to go."
REASONS = "Five of six saw him change since May."
DISSENT = "Probation would wait for his hearing."
MEMBERS = {"Charlie Chair": "local-authority", "Mina Member": "police", "Hana Health": "health",
           "Eddie Education": "education", "Paula Probation": "probation", "Hugo Housing": "housing"}
NEAR = "Hugo Housing"


class Agencies(People):
    """An administrator, a coordinator, and six people of six agencies, each signed in in a browser of their own."""

    def run(self):
        self.adam, self.cora = (self.made_up(name) for name in ["Adam Administrator", "Cora Coordinator"])
        self.members = {name: self.made_up(name) if name in self.program.links else self.invited(name)
                        for name in MEMBERS}
        self.name()
        self.prepare()
        self.declare()
        self.read_papers()
        self.lack_a_quorum()
        self.decide_by_majority()
        self.decide_together()
        self.agree_actions()
        self.end()
        self.write_up()

    def made_up(self, name):
        browser = self.browser()
        enter(browser, self.program, name)
        return browser

    def invited(self, name):
        """An account of their own, with a password, a code of conduct, their training and a second factor."""
        member = agree(self.newcomer(self.adam, name, "panel-member"))
        member.go("/meetings")
        assert member.heading == "This needs a second factor", member.heading
        set_up(member)
        return member

    def name(self):
        for name, agency in MEMBERS.items():
            name_member(self.cora, name, agency, is_chair=agency == "local-authority")
        for name in MEMBERS:
            assert name in self.cora.text, self.cora.text

    def prepare(self):
        """Two cases, so that whoever is kept out of one is still there for the other."""
        cora = self.cora
        self.case, self.reference = refer_and_pass(cora, WORDS)
        self.other, self.other_reference = refer_and_pass(cora, "She was seen at a march.", given_name="Sara",
                                                          family_name="Second")
        self.meeting = arrange(cora, self.reference)
        take_on(cora, self.other_reference)

    def declare(self):
        """A member says that they are near to the person, and learns nothing more of that case."""
        hugo = self.members[NEAR]
        open_for(hugo, self.meeting)
        hugo.click(f"Declare that somebody is near: {self.reference}")
        choose(hugo, "account", NEAR)
        hugo.submit()
        assert "Say how they are near to the person" in hugo.text
        hugo.fill(words="We live in the same street.")
        hugo.submit()
        assert f"Near to the person, and not taking part: {NEAR}" in hugo.text, hugo.text

    def read_papers(self):
        share_papers(open_for(self.cora, self.meeting))
        for name, member in self.members.items():
            member.go(self.case)
            if name == NEAR:
                assert "Two meetings." not in member.text and WORDS not in member.text, member.text
                open_for(member, self.other)
                assert "Two meetings." in member.text
            else:
                open_for(member, self.case)
                assert "Two meetings." in member.text, member.text

    def lack_a_quorum(self):
        """Without the police nothing is decided, and nothing that was written is lost."""
        cora = self.cora
        cora.go(self.meeting)
        attend(cora, ["Charlie Chair", "Hana Health", "Eddie Education"], chair="Charlie Chair")
        self.fill_in(["Charlie Chair", "Hana Health", "Eddie Education"], against=[], rule="unanimous")
        cora.click("Record the decision")
        assert "Without its quorum a panel decides nothing." in cora.text, cora.text
        assert cora.value("reasons") == REASONS
        cora.go(self.meeting)
        attend(cora, ["Mina Member", "Paula Probation", NEAR], chair="Charlie Chair")

    def fill_in(self, in_favour, against, rule):
        """What each agency that is there says, and how each member votes; who is near to the person has no vote."""
        cora = self.cora
        cora.click(f"Record what is decided: {self.reference}")
        for name in in_favour + against:
            agency = MEMBERS[name].replace("-", "_")
            cora.fill(**{f"view_{agency}": f"{name} says so."})
            choose(cora, "in_favour" if name in in_favour else "against", name)
        assert f"{NEAR}" not in cora.text, cora.text
        cora.fill(resolution="offer-support", rule=rule, reasons=REASONS, dissent=DISSENT, **day("next_contact", 14))

    def decide_by_majority(self):
        cora = self.cora
        rest = [name for name in MEMBERS if name not in (NEAR, "Paula Probation")]
        self.fill_in(rest, against=["Paula Probation"], rule="unanimous")
        cora.click("Record the decision")
        assert "Unanimous means" in cora.text and cora.value("dissent") == DISSENT
        cora.fill(rule="majority")
        cora.click("Record the decision")
        for words in ["by majority", REASONS, DISSENT, "Hana Health says so."]:
            assert words in cora.text, words

    def decide_together(self):
        cora = self.cora
        cora.click(f"Record what is decided: {self.other_reference}")
        cora.fill(view_housing="She moved in May.", resolution="more-information", rule="unanimous",
                  reasons="Nobody knows her yet.")
        for name in MEMBERS:
            choose(cora, "in_favour", name)
        cora.click("Record the decision")
        assert "Ask for more information" in cora.text, cora.text

    def agree_actions(self):
        cora = self.cora
        for name, reference, what in [("Mina Member", self.reference, "Tell the college."),
                                      (NEAR, self.other_reference, "Ask for her file.")]:
            cora.click(f"Agree an action: {reference}")
            choose(cora, "owner", name)
            cora.fill(what=what, **day("due", 7))
            cora.click("Keep it")
            assert what in cora.text

    def end(self):
        """Papers are gone with the meeting; what was agreed waits at home for who is to do it."""
        end_meeting(self.cora)
        for name, member in self.members.items():
            member.go(self.case)
            assert "Two meetings." not in member.text, name
        for name, reference in [("Mina Member", self.reference), (NEAR, self.other_reference)]:
            self.members[name].go("/")
            assert f"{reference}: an action of a meeting" in self.members[name].text, self.members[name].text

    def write_up(self):
        """Whoever wrote the minutes does not approve them; once approved, what was said is closed to members."""
        cora, charlie = self.cora, self.members["Charlie Chair"]
        cora.go(self.meeting)
        cora.click("Write the minutes")
        cora.click("Hand them in for approval")
        assert "Approve the minutes" not in cora.text
        open_for(charlie, f"{self.meeting}/minutes")
        assert DISSENT in charlie.text and "draft, not approved" in charlie.text
        charlie.go(self.meeting)
        charlie.click("Send them back")
        charlie.fill(reason="Who asked for the hearing?")
        charlie.click("Send them back")
        cora.go(self.meeting)
        cora.click("Write the minutes")
        cora.click("Hand them in for approval")
        charlie.go(self.meeting)
        charlie.click("Approve the minutes")
        charlie.click("Approve them")
        for name in set(MEMBERS) - {"Charlie Chair"}:
            member = open_for(self.members[name], self.meeting)
            assert REASONS not in member.text, name
