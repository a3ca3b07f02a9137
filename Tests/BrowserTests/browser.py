"""A headless Chromium from Debian, driven as a person would: by labels, links and buttons."""

import base64
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

TALL = 1000


class Browser:
    """One visitor's browser."""

    def __init__(self, address, width=1280, scripts=True, axe=None, pictures=None):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium-headless-shell"
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                         f"--window-size={width},{TALL}", "--hide-scrollbars"]:
            options.add_argument(argument)
        if width < 500:
            metrics = {"width": width, "height": TALL, "pixelRatio": 1}
            options.add_experimental_option("mobileEmulation", {"deviceMetrics": metrics})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_page_load_timeout(30)
        self.address, self.width, self.scripts = address, width, scripts
        self.axe = Path(axe).read_text() if axe else None
        self.pictures = Path(pictures) if pictures else None
        self.shown = (Path(__file__).parents[2] / "README.md").read_text() if pictures else ""
        self.checked = set()
        self.allow_scripts(scripts)

    def close(self):
        self.driver.quit()

    def allow_scripts(self, allowed):
        """A page's own scripts run while it loads, or not at all."""
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not allowed})

    # Going places

    def go(self, path):
        self.driver.get(path if path.startswith("http") else self.address + path)
        return self.look()

    def click(self, text):
        """Follows a link or presses a button by its words."""
        words = text.replace("'", "’")
        quoted = json.dumps(words)
        ways = [f"//button[normalize-space()={quoted}]", f"//main//a[normalize-space()={quoted}]",
                f"//a[normalize-space()={quoted}]", f"//a[starts-with(normalize-space(), {quoted})]"]
        found = [element for way in ways for element in self.driver.find_elements(By.XPATH, way)]
        assert found, f"no link or button “{text}” on {self.driver.current_url}"
        self.press(found[0])
        return self.look()

    def submit(self):
        """Sends the page's form by its own button."""
        self.press(self.driver.find_element(By.CSS_SELECTOR, "main form button"))
        return self.look()

    def press(self, element):
        """By keyboard, and on to the page that follows."""
        page = self.driver.find_element(By.TAG_NAME, "html")
        element.send_keys(Keys.ENTER)
        WebDriverWait(self.driver, 20, 0.05).until(lambda _: self.is_gone(page))

    @staticmethod
    def is_gone(element):
        try:
            element.is_enabled()
            return False
        except WebDriverException:
            return True

    # Filling in

    def fill(self, **fields):
        """Fills controls by their names."""
        for name, value in fields.items():
            controls = self.driver.find_elements(By.NAME, name)
            assert controls, f"no control {name} on {self.driver.current_url}"
            kind = controls[0].get_attribute("type")
            if kind in ("radio", "checkbox"):
                for one in value if isinstance(value, list) else [value]:
                    control = self.driver.find_element(By.CSS_SELECTOR, f'[name="{name}"][value="{one}"]')
                    if not control.is_selected():
                        control.send_keys(Keys.SPACE)
            elif controls[0].tag_name == "select":
                Select(controls[0]).select_by_value(value)
            else:
                controls[0].clear()
                controls[0].send_keys(value)

    def value(self, name):
        """What a control holds."""
        return self.driver.find_element(By.NAME, name).get_attribute("value")

    def download(self, name):
        """What a link brings that leads to a file of its name."""
        return self.save(self.driver.find_element(By.LINK_TEXT, name), name).decode()

    def save(self, element, pattern):
        """The bytes of the file that a link or a button brings, whose name is like a pattern."""
        with TemporaryDirectory() as folder:
            behaviour = {"behavior": "allow", "downloadPath": folder}
            self.driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
            element.send_keys(Keys.ENTER)
            WebDriverWait(self.driver, 20, 0.05).until(lambda _: any(Path(folder).glob(pattern)))
            return next(Path(folder).glob(pattern)).read_bytes()

    # Looking

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def heading(self):
        return self.driver.find_element(By.TAG_NAME, "h1").text

    def look(self):
        """What holds for every page: one heading, no stray value, nothing wider than the screen, axe content."""
        headings = self.driver.find_elements(By.TAG_NAME, "h1")
        assert len(headings) == 1, f"{len(headings)} h1 on {self.driver.current_url}"
        stray = {"false", "true", "nil"} & set(self.text.splitlines())
        assert not stray, f"{stray} on {self.driver.current_url}"
        metrics = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        assert metrics["width"] <= self.width, f"{metrics['width']} px wide: {self.driver.current_url}"
        self.check()
        return self

    def check(self):
        """axe-core, once for each page as it stands; its rules up to WCAG 2.2 AA."""
        key = (self.driver.current_url.split("?")[0], self.heading, len(self.text))
        if not self.axe or key in self.checked:
            return
        self.checked.add(key)
        # In a world of its own, where the page's content security policy does not reach; the page loaded
        # without its scripts where they are off, and stays as it is.
        self.allow_scripts(True)
        frame = self.driver.execute_cdp_cmd("Page.getFrameTree", {})["frameTree"]["frame"]["id"]
        world = self.driver.execute_cdp_cmd("Page.createIsolatedWorld", {"frameId": frame})["executionContextId"]
        run = ("axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
               ".then(r => JSON.stringify(r.violations.map(v => [v.id, v.help, v.nodes.map(n => n.html.slice(0, 200))])))")
        for source in (self.axe, run):
            result = self.driver.execute_cdp_cmd("Runtime.evaluate", {
                "expression": source, "contextId": world, "awaitPromise": source is run, "returnByValue": source is run})
            assert "exceptionDetails" not in result, result["exceptionDetails"]
        self.allow_scripts(self.scripts)
        found = json.loads(result["result"]["value"])
        assert not found, f"axe on {self.driver.current_url}: {json.dumps(found, indent=1)}"

    def picture(self, name):
        """The whole page, where pictures are asked for and the README shows it."""
        if not self.pictures or f"{name}-{self.width}.png" not in self.shown:
            return
        self.pictures.mkdir(parents=True, exist_ok=True)
        size = self.driver.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], 2400), "scale": 1}
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
        (self.pictures / f"{name}-{self.width}.png").write_bytes(base64.b64decode(shot["data"]))
