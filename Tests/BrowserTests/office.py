"""The administrator's pages, and who is turned away from them."""


class Office:
    """What an administrator does after the first day, and what nobody else can."""

    def __init__(self, journey, admin, contributor):
        self.journey, self.admin, self.contributor = journey, admin, contributor
        self.reader = journey.person(admin, "Tess Reader", "reader")

    def run(self):
        self.refuse()
        self.tokens()
        self.organisation()
        self.change_person()
        self.use_a_link_twice()
        self.end_role()
        self.close_account()

    def tokens(self):
        """Somebody makes a token for a program, sees it once, and ends it."""
        person = self.contributor
        person.go("/account")
        person.click("Tokens for your programs")
        person.click("Make it")
        assert "Say what it is for" in person.text
        person.fill(token_name="Weekly report", reach="read", days="30")
        person.click("Make it")
        assert "ts_" in person.text and "Copy it now" in person.text
        person.go("/account/tokens")
        assert "ts_" not in person.text and "Weekly report" in person.text
        person.click("End the token for Weekly report")
        assert "You have no token." in person.text

    def refuse(self):
        """A contributor who opens an administrator's page reads who can help, and stays signed in."""
        for page in ["/people", "/people/new", "/organisations/new"]:
            self.contributor.go(page)
            assert self.contributor.heading == "You cannot do that"
        self.contributor.click("Go to the home page")
        assert self.contributor.heading == "Hello, Dora Depositor"

    def organisation(self):
        """An organisation is listed, and listed anew with a reason once its name has changed."""
        admin = self.admin
        admin.go("/organisations")
        admin.click("List an organisation")
        admin.click("Save")
        assert "Enter a name" in admin.text and "Choose a kind" in admin.text
        admin.fill(name="Exampleshire Youth Club", kind="charity", source="Its own letter")
        admin.click("Save")
        assert admin.heading == "Exampleshire Youth Club" and "listed it" in admin.text
        admin.click("Change it")
        admin.fill(name="Exampleshire Youth Trust")
        admin.click("Save")
        assert "Say why" in admin.text and admin.value("name") == "Exampleshire Youth Trust"
        admin.fill(reason="It became a trust.")
        admin.click("Save")
        assert admin.heading == "Exampleshire Youth Trust" and "It became a trust." in admin.text
        admin.go("/organisations")
        assert "Exampleshire Youth Trust" in admin.text and "Exampleshire Youth Club" not in admin.text

    def change_person(self):
        """A new name and address take effect at once; an address that is somebody else's is not taken."""
        admin = self.admin
        admin.go("/people")
        admin.click("Tess Reader")
        admin.click("Change name or address")
        admin.fill(name="Tess Married", email=self.journey.email("Dora Depositor"), reason="She married.")
        admin.click("Save")
        assert "Another account has this e-mail address" in admin.text
        assert admin.value("name") == "Tess Married"
        admin.fill(email=self.journey.email("Tess Married"))
        admin.click("Save")
        assert admin.heading == "Tess Married" and "She married." in admin.text
        self.reader.go("/account")
        assert "Tess Married" in self.reader.text

    def use_a_link_twice(self):
        """Two browsers open one link; whoever comes second learns that it is used up."""
        self.admin.click("Make a one-time link")
        link = self.journey.link(self.admin)
        first, second = self.reader, self.journey.browser()
        for browser in (first, second):
            browser.go(link)
            browser.fill(**{"new-password": "four other plain words", "again": "four other plain words"})
        first.click("Save and sign in")
        # Whoever comes in is told first what others did with how they get in.
        assert first.heading == "Your account" and "one-time link" in first.text, first.text
        first.click("Go on to where you were going")
        assert first.heading == "Hello, Tess Married", first.heading
        second.click("Save and sign in")
        assert "cannot be used any more" in second.heading, second.heading

    def end_role(self):
        """A role ends on a day and for a reason, and both stand on the person's page."""
        admin = self.admin
        admin.click("End Reader")
        admin.fill(**{"on-day": "31", "on-month": "2"})
        admin.click("End the role")
        assert "must be a real date" in admin.text and "Say why" in admin.text
        admin.fill(**{"on-day": "1", "on-month": "3", "on-year": "2099", "reason": "Her post ends."})
        admin.click("End the role")
        assert "until 1 March 2099" in admin.text and "Her post ends." in admin.text

    def close_account(self):
        """Whoever's account is closed is signed out at once, and cannot sign in again."""
        self.admin.click("Close the account")
        self.admin.click("Close the account")
        assert "Say why" in self.admin.text
        self.admin.fill(reason="She left.")
        self.admin.click("Close the account")
        assert "Closed" in self.admin.text and "She left." in self.admin.text
        self.reader.go("/account")
        assert self.reader.heading == "Sign in", self.reader.heading
        self.reader.fill(email=self.journey.email("Tess Married"), password="four other plain words")
        self.reader.click("Sign in")
        assert "wrong" in self.reader.text
