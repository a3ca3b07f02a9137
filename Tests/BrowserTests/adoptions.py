"""A practice done elsewhere: recorded, reported on, corrected, read, compared and superseded."""

CHANGED = {"kind": "adapted", "changes": "We meet in a library, and a youth worker comes along.",
           "area": "Exampleshire", "start-year": "2025"}
RESULT = {"measure": "Families who asked for help in a month", "value": "11 of 14", "verdict": "better",
          "comparison": "before", "compared_with": "6 of 15 in 2024", "cost_gbp": "1200",
          "from-year": "2025", "until-year": "2026"}


def adopt(person):
    """From a practice's page: whoever adapts it says what they do otherwise, and nothing typed is lost."""
    person.click("We do this too")
    person.fill(**{**CHANGED, "changes": ""})
    person.click("Record it")
    assert "Say what you do otherwise" in person.text and person.value("area") == "Exampleshire"
    person.fill(**CHANGED)
    person.click("Record it")
    assert "No result has been reported yet." in person.text


def report(person):
    """From an adoption's page: a result names what was measured and how it went."""
    person.click("Report a result")
    person.click("Report it")
    assert "Say what was measured" in person.text and "Choose how it went" in person.text
    person.fill(**RESULT)
    person.click("Report it")
    assert "11 of 14" in person.text and "2025 to 2026" in person.text


class Adoptions:
    """The published practice, as others take it up."""

    def __init__(self, journey, path, contributor, editor):
        self.path, self.contributor, self.editor = path, contributor, editor
        self.public = journey.browser()
        self.adoption = ""

    def run(self):
        self.take_up()
        self.correct()
        self.read()
        self.change()
        self.compare()
        self.stop()

    def take_up(self):
        person = self.contributor
        person.go(self.path)
        assert "Nobody has said yet that they do this too." in person.text
        adopt(person)
        self.adoption = person.driver.current_url
        person.go("/")
        assert "You do it; how did it go?" in person.text
        person.go(self.adoption)
        report(person)

    def correct(self):
        """What was reported wrongly is corrected with a reason, and the page says so."""
        person = self.contributor
        person.click("Correct")
        person.fill(verdict="no-difference")
        person.click("Save")
        assert "Say why" in person.text
        person.fill(reason="The year before was counted twice.")
        person.click("Save")
        assert "corrected since" in person.text and "No difference" in person.text

    def read(self):
        """Anybody finds it on the practice's page, counted and not judged."""
        self.public.go(self.path)
        assert "Nobody else has said yet that they do this too." in self.public.text
        assert "Those who described it do it too." in self.public.text
        self.public.go(self.adoption)
        assert "We meet in a library" in self.public.text and "Dora Depositor" not in self.public.text

    def change(self):
        """A change of the practice is read word by word, and the adoption says that it followed an older text."""
        self.editor.go(f"{self.path}/edit/outcome")
        self.editor.fill(outcome="Twelve of fourteen families came to every evening.", reason="One more was found.")
        self.editor.click("Save")
        self.public.go(self.path)
        self.public.click("See what changed")
        assert "Eleven" in self.public.text and "Twelve" in self.public.text
        self.public.go(self.adoption)
        assert "The practice was changed after it was adopted." in self.public.text

    def compare(self):
        """Two practices side by side; with fewer ticked the page says what to do."""
        self.public.go("/practices/compare")
        assert self.public.heading == "Choose two to four practices"
        self.public.go(f"{self.path}/cite/none")
        assert self.public.heading == "Page not found"

    def stop(self):
        """What ends says when and why, and what was recorded by mistake counts nowhere."""
        person = self.contributor
        person.go(self.adoption)
        person.click("Change it")
        person.fill(audience="Parents of younger children", reason="They came.")
        person.click("Save")
        person.click("It is not done any more")
        person.fill(**{"on-year": "2026", "reason": "The library closed."})
        person.click("Record the end")
        assert "The library closed." in person.text and "Ended" in person.text
        person.click("Recorded by mistake")
        person.fill(reason="Another practice was meant.")
        person.click("Take it back")
        assert "It counts nowhere." in person.text
        self.public.go(self.path)
        assert "Nobody has said yet that they do this too." in self.public.text


def assert_whole(browser, media, width):
    """Every cell of the table lies within a narrow screen, or a sheet of paper."""
    size = {"width": width, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media})
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    furthest = browser.driver.execute_script(
        "return Math.max(...[...document.querySelectorAll('td')].map(cell => cell.getBoundingClientRect().right))")
    assert furthest <= width, f"a cell ends at {furthest} of {width} px"
    browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def compare_and_supersede(editor):
    """In the starter collection an editor compares practices, and says that one takes another's place."""
    editor.go("/practices?words=mentoring")
    boxes = [box.get_attribute("value") for box in editor.driver.find_elements("name", "id")][:3]
    editor.fill(id=boxes)
    editor.click("Compare those ticked")
    assert editor.heading == "3 practices side by side" and "Not known" in editor.text
    editor.picture("compared")
    for media, width in [("screen", 390), ("print", 700)]:
        assert_whole(editor, media, width)
    editor.go(f"/practices/{boxes[0]}")
    editor.click("Another takes its place")
    editor.fill(by=f"/practices/{boxes[0]}", reason="It is newer.")
    editor.click("Save")
    assert "does not take its own place" in editor.text and editor.value("reason") == "It is newer."
    editor.fill(by=f"{editor.address}/practices/{boxes[1]}")
    editor.click("Save")
    assert "Another practice takes its place" in editor.text and "Superseded" in editor.text
