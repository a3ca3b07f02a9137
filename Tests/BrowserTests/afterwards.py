"""What comes after a case was closed: two reviews, roles and training that lapse meanwhile, and the end of keeping."""

from years import Years


class Afterwards(Years):
    """Who carried the case, who supervises it, and an administrator: `cora`, `sue` and `adam`, in their browsers."""

    def look_again(self):
        """Half a year later the review waits at home; what was found is written down."""
        self.later(184, self.cora, self.adam)
        self.cora.go("/")
        assert f"{self.reference}: " in self.cora.text, self.cora.text
        self.act("later-review", finding="no-concern", words="He has work.")
        self.cora.go("/")
        assert self.reference not in self.cora.text, self.cora.text

    def keep_roles(self):
        """A role that nobody looks at for a year ends: an administrator keeps those that go on."""
        adam = self.adam
        for name, role in [("Cora Coordinator", "Channel coordinator"), ("Sue Supervisor", "Supervisor")]:
            adam.go("/people")
            adam.click(name)
            adam.click(f"Review {role}, everywhere")
            adam.fill(reason="The case goes on.")
            adam.click("Keep the role")

    def look_the_last_time(self):
        self.later(182, self.cora)
        self.train_again(self.cora)
        self.cora.go("/")
        assert f"{self.reference}: " in self.cora.text, self.cora.text
        self.act("later-review", finding="not-known", words="He has moved.")
        assert "He has moved." in self.cora.text and "Review after closing" not in self.cora.text, self.cora.text

    def keep_no_longer(self):
        """On the day until which it is kept, somebody is asked whether it is still needed."""
        self.later(40, self.sue)
        self.train_again(self.sue)
        self.sue.go("/")
        assert f"{self.reference}: end of keeping" in self.sue.text, self.sue.text
