"""Who takes part: the first administrator, people with accounts and roles, and the public."""

from browser import Browser
from steps import day

PASSWORD = "four unrelated plain words"


def agree(browser, today=None):
    """Accepts what the roles need and completes their training, one text after the other; ends on the home page."""
    browser.go("/")
    while "Before your roles are active" in browser.text:
        text = next(line for line in browser.text.splitlines() if line.startswith(("Read and accept: ", "Complete: ")))
        browser.click(text)
        if text.startswith("Complete: "):
            browser.fill(**day("on", today=today))
            browser.click("I completed this training")
        else:
            browser.click("I have read this and accept it")
        browser.go("/")
    return browser


class People:
    """Everybody who takes part in a journey, each with a browser of their own."""

    def __init__(self, program, width, scripts, axe, pictures):
        self.program, self.width, self.scripts = program, width, scripts
        self.axe, self.pictures = axe, pictures if scripts else None
        self.open = []

    def browser(self):
        browser = Browser(self.program.address, self.width, self.scripts, self.axe, self.pictures)
        self.open.append(browser)
        return browser

    def close(self):
        for browser in self.open:
            browser.close()

    def first_administrator(self):
        """A newcomer opens the first account by the one-time link, which then works no more."""
        link = self.program.links["First administrator"]
        admin = self.browser()
        admin.go(link)
        admin.picture("first-administrator")
        admin.click("Save and sign in")
        assert "Enter your name" in admin.text and "Choose a password" in admin.text, admin.text
        admin.fill(**{"name": "Ada Example", "email": "ada@touchstone.example", "new-password": PASSWORD,
                      "again": PASSWORD})
        admin.click("Save and sign in")
        assert admin.heading == "Hello, Ada Example", admin.heading
        assert "cannot be used any more" in self.browser().go(link).heading
        admin.go("/people")
        assert admin.heading != "People", "the role works before its texts are accepted"
        return agree(admin)

    @staticmethod
    def email(name):
        return name.lower().replace(" ", ".") + "@touchstone.example"

    @staticmethod
    def link(admin):
        """The one-time link that the administrator's page shows once."""
        return [word for word in admin.text.split() if "/enter/" in word][0]

    def account(self, admin, name, role):
        """The administrator opens an account, grants it a role, and has a link to hand on."""
        admin.go("/people")
        admin.click("Open an account")
        admin.fill(name=name, email=self.email(name))
        admin.click("Open the account")
        link = self.link(admin)
        admin.picture("account-opened")
        admin.click("Grant a role")
        admin.fill(role=role, reason="Joins the pilot")
        admin.click("Grant the role")
        assert role.replace("-", " ").capitalize() in admin.text
        return link

    def newcomer(self, admin, name, role):
        """Somebody with a new account chooses a password."""
        link = self.account(admin, name, role)
        person = self.browser()
        person.go(link)
        person.fill(**{"new-password": PASSWORD, "again": PASSWORD})
        person.click("Save and sign in")
        return person

    def person(self, admin, name, role):
        """Somebody with a new account chooses a password, and signs in with it."""
        person = self.newcomer(admin, name, role)
        person.click("Sign out")
        person.click("Sign in")
        person.fill(email=self.email(name), password="not the right words")
        person.click("Sign in")
        assert "wrong" in person.text
        person.fill(password=PASSWORD)
        person.click("Sign in")
        assert person.heading == f"Hello, {name}", person.heading
        return agree(person)

    def sign_in(self, name):
        """One more browser of somebody who has an account."""
        browser = self.browser()
        browser.go("/sign-in")
        browser.fill(email=self.email(name), password=PASSWORD)
        browser.click("Sign in")
        assert browser.heading == f"Hello, {name}", browser.heading
        return browser
