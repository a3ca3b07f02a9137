"""A journey that takes years: its program's clock is moved, and those who go on sign in again."""

from people import agree
from steps import day, enter, state_purpose


class Years:
    """The program that people work with, and their browsers in the order of their names; a phone has none.

    One of them, `cora`, carries the case, which is at `path` and called `reference`.
    """

    NAMES = []

    def __init__(self, program, browsers):
        self.program, self.browsers = program, browsers

    def later(self, days, *people):
        """So many days later, and those who go on are signed in again."""
        self.program.move(days)
        for browser in self.browsers:
            browser.address = self.program.address
        for browser, name in zip(self.browsers, self.NAMES):
            if browser in people:
                enter(browser, self.program, name)

    def train_again(self, *people):
        """Training is repeated every year; until then a role is not active."""
        for browser in people:
            browser.go("/")
            assert "Complete: Working with records about a person" in browser.text, browser.text
            agree(browser, self.program.today)

    def day(self, name, later=0):
        return day(name, later, self.program.today)

    def words(self):
        """A day as pages write it."""
        on = self.program.today
        return f"{on.day} {on:%B} {on.year}"

    def act(self, what, /, **fields):
        """Whoever carries the case does something with it."""
        self.cora.go(f"{self.path}/{what}")
        if self.cora.heading == "Say what you open this record for":
            state_purpose(self.cora, "support")
        self.cora.fill(**fields)
        self.cora.submit()
        assert self.cora.heading == self.reference, self.cora.text
