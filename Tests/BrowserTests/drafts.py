"""Drafts that come back, meet, are published and end, and a compiled record: each as its people use it."""

from pathlib import Path
from tempfile import TemporaryDirectory


class Drafts:
    """A second practice, from its draft to its tombstone."""

    TITLE = "Sunday football"

    def __init__(self, journey, depositor, reviewers, editor):
        self.journey, self.depositor = journey, depositor
        self.reviewers, self.editor = reviewers, editor
        self.second = journey.sign_in("Dora Depositor")
        self.public = journey.browser()
        self.path = ""

    def run(self):
        self.path = self.journey.deposit(self.depositor, self.TITLE)
        self.give_back()
        self.fill_in()
        self.mark()
        self.meet()
        with TemporaryDirectory() as folder:
            self.attach(Path(folder))
            self.meet_with_a_file(Path(folder))
        self.publish_against_advice()
        self.change_in_public()
        self.withdraw()
        self.discard()

    def edit(self, browser, section):
        browser.go(f"{self.path}/edit/{section}")

    def give_back(self):
        """An editor returns the draft with notes, and the depositor finds them at home and in the history."""
        self.editor.go("/practices?words=football")
        self.editor.click(self.TITLE)
        self.editor.click("Return with notes")
        self.editor.click("Return it")
        assert "Say what should change" in self.editor.text
        self.editor.fill(reason="Say what a Sunday costs.")
        self.editor.click("Return it")
        assert "returned it with notes" in self.editor.text
        self.depositor.go("/")
        assert "Returned: Say what a Sunday costs." in self.depositor.text
        self.depositor.click(self.TITLE)
        assert "Say what a Sunday costs." in self.depositor.text

    def fill_in(self):
        """The depositor fills in the rest; what cannot be read is shown again with what is wrong with it."""
        person = self.depositor
        self.edit(person, "problem")
        assert person.value("title") == self.TITLE
        person.fill(aim="Neighbours know each other’s names.")
        person.click("Save")
        assert "Neighbours know each other’s names." in person.text
        self.edit(person, "cost")
        person.fill(cost_gbp="not much", reach="Forty people.")
        person.click("Save")
        assert "must be a whole number" in person.text and person.value("cost_gbp") == "not much"
        person.fill(cost_gbp="12,500")
        person.click("Save")
        assert "£12,500" in person.text and "Forty people." in person.text

    def mark(self):
        """A day that is not in the calendar is not taken for another."""
        person = self.depositor
        self.edit(person, "handling")
        person.fill(**{"marking": "none", "review_date-day": "31", "review_date-month": "2",
                       "review_date-year": "2030"})
        person.click("Save")
        assert "must be a real date" in person.text and person.value("review_date-day") == "31"
        person.fill(**{"review_date-day": "28"})
        person.click("Save")
        assert "28 February 2030" in person.text

    def meet(self):
        """Two browsers change the same section; the second shows both versions and keeps its own."""
        for browser in (self.depositor, self.second):
            self.edit(browser, "cost")
        self.depositor.fill(reach="Forty people, counted at the gate.")
        self.depositor.click("Save")
        self.second.fill(reach="About sixty people.", cost_note="Balls and oranges.")
        self.second.click("Save")
        assert "Somebody changed this" in self.second.heading, self.second.heading
        assert "Forty people, counted at the gate." in self.second.text
        assert "About sixty people." in self.second.text
        assert self.second.value("reach") == "About sixty people."
        assert self.second.value("cost_note") == "Balls and oranges."
        self.second.fill(reach="Forty people at the gate, sixty at the table.")
        self.second.click("Save my version")
        for words in ["sixty at the table", "Balls and oranges.", "£12,500"]:
            assert words in self.second.text, words

    def attach(self, folder):
        """A file is attached by what it holds, not by what it is called, and comes back as it was sent."""
        (folder / "page.txt").write_text("<!DOCTYPE html><html><body>A page of its own</body></html>")
        (folder / "fixtures.txt").write_text("First Sunday: everybody against everybody\n")
        person = self.depositor
        self.edit(person, "learning")
        person.fill(lessons="Bring oranges.", sources="League table | https://league.example | 2011-05",
                    contacts="Carl Coach | Coach | carl@league.example | 01632 960001",
                    attachment=str(folder / "page.txt"))
        person.click("Save")
        assert "The file must be a PDF" in person.text and person.value("lessons") == "Bring oranges."
        person.fill(attachment=str(folder / "fixtures.txt"))
        person.click("Save")
        for words in ["League table (May 2011)", "Carl Coach, Coach", "fixtures.txt", "plain text"]:
            assert words in person.text, words
        assert person.download("fixtures.txt") == "First Sunday: everybody against everybody\n"

    def meet_with_a_file(self, folder):
        """Whoever comes second with a file is asked for it again."""
        (folder / "results.txt").write_text("Everybody won\n")
        for browser in (self.depositor, self.second):
            self.edit(browser, "learning")
        self.depositor.fill(lessons="Bring oranges and plasters.")
        self.depositor.click("Save")
        self.second.fill(lessons="Bring more oranges.", attachment=str(folder / "results.txt"))
        self.second.click("Save")
        assert "Bring oranges and plasters." in self.second.text
        self.second.fill(attachment=str(folder / "results.txt"))
        self.second.click("Save my version")
        for words in ["Bring more oranges.", "Carl Coach", "fixtures.txt", "results.txt"]:
            assert words in self.second.text, words

    def publish_against_advice(self):
        """Where a reviewer advises against it, the editor says why it is published all the same."""
        self.depositor.go(self.path)
        self.depositor.click("Submit for review")
        for reviewer, advice in zip(self.reviewers, ["return", "publish"]):
            self.journey.review(reviewer, self.TITLE, advice)
        self.editor.go("/")
        self.editor.click(self.TITLE)
        self.editor.click("Publish")
        self.editor.click("Publish it")
        assert "say why it is published all the same" in self.editor.text, self.editor.text
        self.editor.fill(reason="The count at the gate answers the concern.")
        self.editor.click("Publish it")
        assert "published it" in self.editor.text

    def change_in_public(self):
        """What is published is changed with a reason, which stands in the history for all to read."""
        self.edit(self.editor, "outcome")
        self.editor.fill(harms="Two players left hurt.")
        self.editor.click("Save")
        assert "Say why you change it" in self.editor.text
        assert self.editor.value("harms") == "Two players left hurt."
        self.editor.fill(reason="A player wrote to us.")
        self.editor.click("Save")
        self.public.go(self.path)
        assert "Two players left hurt." in self.public.text and "A player wrote to us." in self.public.text
        assert "Carl Coach" not in self.public.text

    def withdraw(self):
        """A withdrawn practice leaves a tombstone that says when and why, and nothing of what it held."""
        self.editor.go(self.path)
        self.editor.click("Withdraw")
        self.editor.click("Withdraw it")
        assert "Say why it is withdrawn" in self.editor.text
        self.editor.fill(reason="The league asked for it.")
        self.editor.click("Withdraw it")
        self.public.go(self.path)
        assert self.public.heading == self.TITLE and "This practice was withdrawn on" in self.public.text
        assert "The league asked for it." in self.public.text
        assert "Two players left hurt." not in self.public.text and "fixtures.txt" not in self.public.text
        self.public.go("/practices?words=football")
        assert self.TITLE not in self.public.text

    def discard(self):
        """A draft that nobody else saw is discarded, and its depositor alone can read that it was."""
        person = self.depositor
        title = "Beguntwice" * 18
        person.go("/practices/new")
        person.fill(title=title)
        person.click("Save and go on")
        path = person.driver.current_url
        # One long word makes no page wider than the screen.
        assert title in person.go("/").text
        person.go(path)
        person.click("Discard this draft")
        person.fill(reason="The other one is further on.")
        person.click("Discard it")
        assert person.heading == title and "The other one is further on." in person.text
        assert self.public.go(path).heading == "Page not found", self.public.heading


def check_against_source(program, first, second):
    """One reviewer corrects a compiled record, so another confirms it, and it is published."""
    for reviewer, name in [(first, "Ron Reviewer"), (second, "Rhea Reviewer")]:
        reviewer.go(program.links[name])
        reviewer.click("Sign in")
        reviewer.go("/practices?life=compiled&words=Aarhus")
        reviewer.click("Aarhus model")
        assert "Compiled from public sources, not yet reviewed" in reviewer.text
    path = first.driver.current_url
    first.go(f"{path}/edit/cost")
    first.fill(reach="About 30 young people.", reason="The source says how many.")
    first.click("Save")
    assert "About 30 young people." in first.text and "Confirm it" not in first.text
    second.click("Confirm it")
    second.click("Confirm it")
    assert "Say what you checked" in second.text
    second.fill(reason="Every figure, against the report.")
    second.click("Confirm it")
    assert "confirmed it against its source" in second.text
    assert "Every figure, against the report." in second.text and "not yet reviewed" not in second.text
