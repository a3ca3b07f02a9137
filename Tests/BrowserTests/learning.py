"""A closed case teaches: what was learned, a lesson that names nobody, and how it reaches the library."""

from datetime import date

NAMED = "Cora asked what Lee did last Tuesday."
PLAIN = "Somebody had left work and found company that did them harm."


class Learning:
    """A coordinator writes, a supervisor releases, an auditor sees both ends."""

    def __init__(self, coordinator, supervisor, auditor):
        self.coordinator, self.supervisor, self.auditor = coordinator, supervisor, auditor

    def run(self):
        self.close()
        self.learn()
        self.write()
        self.ask()
        self.release()
        self.submit()
        self.look()

    def close(self):
        """A case that is turned away is closed in the same act, and teaches too."""
        cora = self.coordinator
        cora.go("/referrals/new")
        cora.fill(given_name="Lee", family_name="Example", area="E23000013", sector="education", concern="other",
                  grounds="A teacher was worried.")
        cora.click("Record it")
        cora.fill(purpose="screening")
        cora.click("Go on")
        cora.click("Open a case")
        cora.click("Open it")
        cora.fill(purpose="screening")
        cora.click("Go on")
        self.path = cora.driver.current_url.removeprefix(cora.address)
        assert "What was learned" not in cora.text
        cora.click("Record the screening")
        cora.fill(reasons="Nothing was found.", systems=["police-records"], result="limited")
        cora.click("Record it")
        cora.click("Decide: there are no reasonable grounds")
        cora.fill(**{"grounds": "There is nothing in it.", "reason": "no-vulnerability", "care": "not-needed",
                     "care-words": "Looked after at home.", "told": "By letter.", "onward": "The school.",
                     "until-day": "1", "until-month": "2", "until-year": str(date.today().year + 1)})
        cora.click("Record the decision and close")

    def learn(self):
        cora = self.coordinator
        cora.click("What was learned")
        cora.click("Record what was learned")
        cora.click("Record it")
        assert "Choose what changed" in cora.text
        cora.fill(**{"factors": ["identity"], "changes": ["daily-life"], "helped": ["one-person"],
                     "mechanisms": ["trust"], "missed": ["slow"], "transfer": "conditions",
                     "changed-words": "Back at work.", "helped-words": "A neighbour stayed.",
                     "missed-words": "It took three weeks.", "transfer-words": "Where somebody stays."})
        cora.click("Record it")
        assert "They came to trust somebody" in cora.text
        cora.picture("learned")

    def write(self):
        """What tells who it was is marked, with the reason, and stops it."""
        cora = self.coordinator
        cora.click("Write a lesson for others")
        cora.fill(title="One person who stayed", problem=NAMED,
                  helped="Somebody met them each week and did not give up.",
                  mechanism="They came to trust somebody.", caution="It took long.", settings=["workplace"])
        cora.click("Save and check it")
        assert "Must be changed" in cora.text and "Ask for approval" not in cora.text
        cora.picture("lesson-found")
        self.lesson = cora.driver.current_url.removeprefix(cora.address)
        cora.click("Change the text")
        cora.fill(problem=PLAIN)
        cora.click("Save and check it")
        assert "Must be changed" not in cora.text, cora.text

    def ask(self):
        cora = self.coordinator
        cora.click("Ask for approval")
        cora.click("Ask for it")
        assert "Waits for somebody’s approval" in cora.text and "Release the lesson" not in cora.text

    def release(self):
        sue = self.supervisor
        sue.go("/")
        assert "Lessons that wait for your approval" in sue.text
        sue.go(self.lesson)
        sue.fill(purpose="supervision")
        sue.click("Go on")
        sue.go(self.lesson)
        sue.click("Release the lesson")
        sue.click("Release it")
        assert "Released on" in sue.text
        sue.picture("lesson-released")
        cora = self.coordinator
        cora.go(self.lesson)
        cora.click("What it became in the library")
        assert "From a closed case, released on" in cora.text and cora.heading == "One person who stayed"
        cora.picture("lesson-practice")

    def submit(self):
        """The author fills in the draft it became and hands it in, without being a contributor."""
        cora = self.coordinator
        cora.go("/")
        cora.click("One person who stayed")
        path = cora.driver.current_url.removeprefix(cora.address)
        cora.go(f"{path}/edit/problem")
        assert "Nothing in it may tell whose case that was" in cora.text
        cora.fill(aim="They stay in work.", audience="Adults who work alone", strand="all", objective=["3"])
        cora.click("Save")
        for section, fields in [("place", {"lead_organisation": "Exampleshire Council"}),
                                ("outcome", {"outcome": "Somebody is back at work."})]:
            cora.go(f"{path}/edit/{section}")
            cora.fill(**fields)
            cora.click("Save")
        cora.click("Submit for review")
        assert "In review" in cora.text, cora.text

    def look(self):
        otto = self.auditor
        otto.go("/oversight/releases")
        assert "Lesson of a closed case" in otto.text and "The draft of a practice" in otto.text
        otto.picture("releases")
