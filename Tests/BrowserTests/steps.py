"""Steps that several journeys take through casework."""

import datetime
import re

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

AREA = "E23000013"


def day(name, later=0, today=None):
    """What a form is told of a day, so many days after today."""
    on = (today or datetime.datetime.now(datetime.timezone.utc).date()) + datetime.timedelta(days=later)
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def enter(browser, program, name):
    """One of the made-up people signs in by their link."""
    browser.go(program.links[name])
    browser.click("Sign in")


def state_purpose(browser, purpose):
    browser.fill(purpose=purpose)
    browser.click("Go on")


def open_for(browser, path, purpose="panel"):
    """Opens what is sealed, saying what for where it is asked."""
    browser.go(path)
    if browser.heading == "Say what you open this record for":
        state_purpose(browser, purpose)
    return browser


def path_of(browser):
    return browser.driver.current_url.removeprefix(browser.address)


def choose(browser, name, words):
    """Chooses by the words of a label, whatever control it is."""
    for label in browser.driver.find_elements(By.CSS_SELECTOR, "label"):
        control = label.get_attribute("for")
        if label.text.startswith(words) and control and control.startswith(name):
            browser.driver.find_element(By.ID, control).send_keys(Keys.SPACE)
            return
    for option in browser.driver.find_elements(By.CSS_SELECTOR, f'select[name="{name}"] option'):
        if option.text.startswith(words):
            return Select(browser.driver.find_element(By.NAME, name)).select_by_visible_text(option.text)
    raise AssertionError(f"nothing called {words} for {name} on {browser.driver.current_url}")


# A referral and its case


def refer(browser, grounds, given_name="Sam", family_name="Sample", **more):
    """Records a referral; the page asks next what it is opened for."""
    browser.go("/referrals/new")
    browser.fill(**{"given_name": given_name, "family_name": family_name, "area": AREA, "sector": "education",
                    "concern": "other", "grounds": grounds, **more})
    browser.click("Record it")


def refer_and_pass(browser, grounds, owner="Cora Coordinator", **more):
    """A case that has reasonable grounds; its path and its reference."""
    refer(browser, grounds, **more)
    referral = re.search(r"/purpose/referral/([0-9a-f]+)", browser.driver.current_url)[1]
    browser.go(f"/cases/new?referral={referral}")
    choose(browser, "owner", owner)
    browser.submit()
    state_purpose(browser, "panel")
    path, reference = path_of(browser), browser.heading
    browser.go(f"{path}/screen")
    browser.fill(systems=["open-source"], result="clear", reasons="Two meetings.")
    browser.submit()
    browser.go(f"{path}/accept")
    browser.fill(grounds="What his teacher heard.")
    browser.submit()
    return path, reference


# A panel and its meeting


def name_member(browser, who, agency, is_chair=False):
    browser.go(f"/panels/{AREA}")
    browser.click("Name a member")
    choose(browser, "account", who)
    browser.fill(agency=agency)
    if is_chair:
        browser.fill(is_chair="yes")
    browser.click("Name them")


def arrange(browser, reference, today=None):
    """A meeting today with a case on its agenda; its path."""
    browser.go("/meetings")
    browser.click("Arrange a meeting")
    browser.fill(area=AREA, place="Town hall", **day("on", today=today))
    browser.click("Arrange it")
    if browser.heading == "Say what you open this record for":
        state_purpose(browser, "panel")
    path = path_of(browser)
    take_on(browser, reference)
    return path


def take_on(browser, reference):
    browser.click("Take a case on the agenda")
    choose(browser, "case", reference)
    browser.click("Take it on")
    assert reference in browser.text


def share_papers(browser):
    browser.click("Share the papers")
    browser.click("Share them")


def attend(browser, names, chair):
    browser.click("Record who is there")
    for name in names:
        choose(browser, "present", name)
    choose(browser, "chair", chair)
    browser.click("Record it")


def end_meeting(browser):
    browser.click("End the meeting")
    browser.click("End it")


def need_members(administrator, members):
    """How many must be there for a panel to decide."""
    administrator.go("/settings/channel.quorum-members/change")
    administrator.fill(value=str(members), reason="A small area", **day("from"))
    administrator.submit()
    assert f"{members} people" in administrator.text, administrator.text
