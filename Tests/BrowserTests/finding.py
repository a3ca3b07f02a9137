"""Search over the starter collection: a slip of the pen, a filter, by keyboard alone; a search that is kept."""

from urllib.parse import quote

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


def find(public):
    """Anybody puts a word right, narrows what it finds, and reads on to what is like it."""
    public.go("/practices?words=mentorng")
    assert "No practices" in public.text
    public.click("mentoring")
    assert public.driver.find_elements(By.TAG_NAME, "mark") and public.value("words") == "mentoring"
    public.driver.find_element(By.CSS_SELECTOR, "summary").send_keys(Keys.ENTER)
    options = public.driver.find_elements(By.CSS_SELECTOR, "#filter-strand option")
    label = next(option.text for option in options if option.get_attribute("value"))
    count = int(label.rsplit("(", 1)[1].strip(")"))
    public.fill(strand=next(option.get_attribute("value") for option in options if option.get_attribute("value")))
    public.click("Show practices")
    assert public.driver.find_element(By.ID, "results").text == f"{count} practice" + ("" if count == 1 else "s")
    public.driver.find_element(By.CSS_SELECTOR, ".ts-result a").send_keys(Keys.ENTER)
    public.look()
    assert "Similar practices" in public.text
    public.go("/practices?strand=gone")
    assert "is not a value of “Strand” any more" in public.text


def by_keyboard(public):
    """From the address bar to a practice with the tab and enter keys alone."""
    public.go("/practices")
    body = public.driver.find_element(By.TAG_NAME, "body")
    body.send_keys(Keys.TAB)
    for _ in range(40):
        if public.driver.switch_to.active_element.get_attribute("id") == "words":
            break
        public.driver.switch_to.active_element.send_keys(Keys.TAB)
    field = public.driver.switch_to.active_element
    assert field.get_attribute("id") == "words", "the words are not reached by keyboard"
    field.send_keys("prison families")
    public.press(field)
    assert public.value("words") == "prison families" and "practices" in public.driver.find_element(By.ID, "results").text


def keep(person):
    """A search is kept, opened, renamed and removed."""
    person.go("/practices?words=prison+families")
    person.click("Save this search")
    assert person.heading == "Your searches"
    person.click("Rename prison families")
    person.fill(name="")
    person.click("Rename it")
    assert "Say what you call it" in person.text
    person.fill(name="Families of prisoners")
    person.click("Rename it")
    person.click("Families of prisoners")
    assert person.driver.current_url.endswith("/practices?words=" + quote("prison families"))
    person.click("Your searches")
    person.click("Remove Families of prisoners")
    assert "You keep no search yet" in person.text
