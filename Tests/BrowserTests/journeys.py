"""Whole journeys through the real program in a real browser.

    python3 Tests/BrowserTests/journeys.py PROGRAM ASSETS [PICTURES]

First administrator, sign in, deposit, review, publish, read as the public (publishing.py): at 1280 and 390 pixels, and
with scripts switched off; axe-core on every page on the way. Two of these go on through drafts.py and office.py, and
one more confirms a compiled record of the starter collection, compares, collects (themes.py) and searches (finding.py).

Then come sealed records, who watches over them (watching.py), who asks what is held (rights.py) and is erased
(erasing.py); a referral without an account, once by keyboard alone (referring.py), and referrals out of a file
(importing.py); a panel (panels.py) and one of six agencies (agencies.py); a case (casework.py), and the whole of one from
a phone to the review a year after it closed, with a clock that is moved by libfaketime (lifetime.py); and what a
closed case teaches (learning.py).
"""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed

from adoptions import adopt, compare_and_supersede, report as report_result
from agencies import Agencies
from browser import Browser
from casework import Casework
from drafts import check_against_source
from erasing import Sealed
from finding import by_keyboard, find, keep
from learning import Learning
from lifetime import Lifetime
from panels import Panels
from program import Program
from publishing import Journey
from referring import Referring
from sheets import check_sheets
from steps import enter
from themes import collect

def tour(binary, assets, pictures):
    """What the README shows of the starter collection."""
    program = Program(binary, assets, "demo")
    public = Browser(program.address, 1280, True, None, pictures)
    dora = Browser(program.address, 1280, True, None, pictures)
    try:
        public.go("/")
        public.picture("home")
        public.go("/practices?words=mentoring")
        public.picture("found")
        public.click("Aarhus model")
        public.picture("compiled")
        enter(dora, program, "Dora Depositor")
        dora.go("/practices?words=Aarhus")
        dora.click("Aarhus model")
        adopt(dora)
        report_result(dora)
        dora.picture("adoption")
        dora.go("/practices/overview")
        dora.picture("overview")
        enter(public, program, "Edie Editor")
        compare_and_supersede(public)
    finally:
        public.close()
        dora.close()
        program.stop()


def report(what, browsers, begun):
    pages = sum(len(browser.checked) for browser in browsers)
    print(f"{what}: done, axe content with {pages} pages, {time.monotonic() - begun:.0f} s", flush=True)


def variant(binary, assets, pictures, width, scripts, long):
    how = "with scripts" if scripts else "without scripts"
    company(binary, assets, width, scripts, f"{width} px {how}{', every page' if long else ''}", Journey, "serve",
            pictures, long)


def agencies(binary, assets, width, scripts):
    """A panel of six people of six agencies, most of whom are invited by an administrator."""
    how = "with scripts" if scripts else "without scripts"
    company(binary, assets, width, scripts, f"{width} px {how}, a panel of six agencies", Agencies, "demo")


def company(binary, assets, width, scripts, what, people, command, pictures=None, *more):
    """A journey of people who join as it goes on, each with a browser of their own."""
    begun = time.monotonic()
    program = Program(binary, assets, command)
    journey = people(program, width, scripts, f"{assets}/axe.min.js", pictures)
    try:
        journey.run(*more)
    finally:
        journey.close()
        code = program.stop()
    assert code == 0, f"the program ended with {code}"
    report(what, journey.open, begun)


def starter_collection(binary, assets):
    begun = time.monotonic()
    program = Program(binary, assets, "demo")
    browsers = [Browser(program.address, 390, False, f"{assets}/axe.min.js") for _ in range(3)]
    try:
        check_sheets(program)
        check_against_source(program, *browsers[:2])
        enter(browsers[2], program, "Edie Editor")
        compare_and_supersede(browsers[2])
        collect(browsers[2], browsers[1])
        find(browsers[1])
        by_keyboard(browsers[1])
        keep(browsers[2])
    finally:
        for browser in browsers:
            browser.close()
        code = program.stop()
    assert code == 0, f"the program ended with {code}"
    report("390 px without scripts, starter collection", browsers, begun)


def watching(binary, assets, width, scripts):
    """Sealed records, by made-up people: who looks, and who watches."""
    together(binary, assets, width, scripts, Sealed, "sealed records",
             ["Cora Coordinator", "Mina Member", "Sue Supervisor", "Otto Auditor", "Dee Protection",
              "Adam Administrator"])


def panels(binary, assets, width, scripts):
    """A panel and what stands beside a case, by made-up people."""
    together(binary, assets, width, scripts, Panels, "a panel",
             ["Cora Coordinator", "Charlie Chair", "Mina Member", "Adam Administrator"])


def together(binary, assets, width, scripts, journey, what, names, phones=0, moved=False):
    """A journey of several made-up people, each in their browser; who has no name has no account.

    The first of them have phones, whatever the others have; a journey that moves the clock has the program.
    """
    begun = time.monotonic()
    program = Program(binary, assets, "demo")
    widths = [390] * phones + [width] * (len(names) - phones)
    browsers = [Browser(program.address, each, scripts, f"{assets}/axe.min.js") for each in widths]
    try:
        for browser, name in zip(browsers, names):
            if name:
                enter(browser, program, name)
        journey(*([program] if moved else []), *browsers).run()
    finally:
        for browser in browsers:
            browser.close()
        code = program.stop()
    assert code == 0, f"the program ended with {code}"
    report(f"{width} px {'with' if scripts else 'without'} scripts, {what}", browsers, begun)


def lifetime(binary, assets, width, scripts):
    """A case from a phone to the review a year after closing, with a clock that is moved."""
    together(binary, assets, width, scripts, Lifetime, "the life of a case", Lifetime.NAMES, phones=1, moved=True)


def casework(binary, assets, width, scripts):
    """A case, by made-up people: who carries it, who supervises it, who asks to be let in."""
    together(binary, assets, width, scripts, Casework, "a case",
             ["Cora Coordinator", "Sue Supervisor", "Mina Member"])


def learning(binary, assets, width, scripts):
    """What a closed case teaches, by made-up people: who writes, who releases, who watches."""
    together(binary, assets, width, scripts, Learning, "a lesson",
             ["Cora Coordinator", "Sue Supervisor", "Otto Auditor"])


def referring(binary, assets, width, scripts):
    """A referral by somebody without an account, and whether its person was met before."""
    together(binary, assets, width, scripts, Referring, "a public referral", [None, None, "Cora Coordinator"])


def main():
    binary, assets = sys.argv[1:3]
    pictures = sys.argv[3] if len(sys.argv) > 3 else None
    if pictures:
        tour(binary, assets, pictures)
    # Half of a journey is waiting, so there are as many at once as processors; the longest begin first.
    with ThreadPoolExecutor(os.cpu_count()) as together:
        begun = [together.submit(journey, binary, assets, *rest) for journey, *rest in planned(pictures)]
        try:
            for each in as_completed(begun):
                each.result()
        except BaseException:
            together.shutdown(cancel_futures=True)
            raise


def planned(pictures):
    """Every journey, and what it takes."""
    yield agencies, 1280, True
    for width, scripts in [(1280, True), (390, False)]:
        yield lifetime, width, scripts
    for width, scripts, long in [(1280, False, True), (390, True, True), (1280, True, False), (390, False, False)]:
        yield variant, pictures, width, scripts, long
    yield starter_collection,
    for journey in [watching, referring, panels, learning, casework]:
        for width, scripts in [(1280, True), (390, False)]:
            yield journey, width, scripts


if __name__ == "__main__":
    main()
