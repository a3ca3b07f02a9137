"""One case from a referral on a phone to the review a year after it was closed: months, with a clock that is moved."""

from afterwards import Afterwards
from referring import WORDS, Referring
from steps import arrange, attend, choose, end_meeting, name_member, need_members, open_for, path_of, state_purpose

FOUND = "He has friends in the club, and a place at college."

# Days in which the working days have passed after which screening is late, and those after which an alarm goes to the
# supervisors: on whatever weekday it begins, and with the bank holidays of Christmas or Easter within.
SCREENING, UNANSWERED = 14, 7


class Lifetime(Afterwards):
    """A partner with a phone, and made-up people, each in their browser."""

    NAMES = [None, "Cora Coordinator", "Charlie Chair", "Mina Member", "Sue Supervisor", "Adam Administrator"]

    def __init__(self, program, *browsers):
        super().__init__(program, browsers)
        self.phone, self.cora, _, _, self.sue, self.adam = browsers

    def run(self):
        self.settle()
        self.refer()
        self.open()
        self.screen_late()
        self.decide()
        self.answer_alarms()
        self.meet("offer-support", **self.day("next_contact", 14))
        self.consent()
        self.support()
        self.write_at_once()
        self.fall_silent()
        self.review()
        self.meet("close")
        self.close()
        self.tell_the_referrer()
        self.look_again()
        self.keep_roles()
        self.look_the_last_time()
        self.keep_no_longer()

    # Before support

    def settle(self):
        need_members(self.adam, 2)
        name_member(self.cora, "Charlie Chair", "local-authority", is_chair=True)
        name_member(self.cora, "Mina Member", "police")

    def refer(self):
        """Begun, saved, and gone on with days later by its code."""
        referring = Referring(self.phone, self.phone, self.cora)
        referring.begin()
        self.later(3, self.cora)
        referring.go_on()
        referring.send()
        self.code = referring.code
        self.referral = self.phone.driver.find_element("css selector", ".govuk-panel strong").text

    def open(self):
        cora = self.cora
        cora.go("/referrals")
        cora.click(self.referral)
        state_purpose(cora, "screening")
        assert WORDS in cora.text and "A partner by code" in cora.text
        cora.click("Open a case")
        cora.click("Open it")
        state_purpose(cora, "screening")
        self.path, self.reference = path_of(cora), cora.heading
        assert self.reference[1:] == self.referral[1:], "one journey has one number"

    def screen_late(self):
        """What nobody screened is an alarm of who carries it, and then of the supervisors."""
        self.later(SCREENING, self.cora)
        self.cora.go("/")
        assert f"{self.reference}: alarm: Screening is late" in self.cora.text, self.cora.text
        self.later(UNANSWERED, self.cora, self.sue)
        self.sue.go("/")
        assert f"{self.reference}: alarm: Screening is late" in self.sue.text, self.sue.text
        self.act("screen", systems=["open-source"], result="limited", reasons="A teacher heard him say it.")

    def decide(self):
        self.act("accept", grounds="What his teacher heard.")

    def meet(self, resolution, **more):
        """A panel decides at a meeting, and the case takes it over."""
        cora = self.cora
        arrange(cora, self.reference, self.program.today)
        attend(cora, ["Charlie Chair", "Mina Member"], chair="Charlie Chair")
        cora.click("Record what is decided: ")
        cora.fill(view_police="Nothing more is known.", resolution=resolution, rule="unanimous", reasons=FOUND, **more)
        choose(cora, "in_favour", "Charlie Chair")
        choose(cora, "in_favour", "Mina Member")
        cora.click("Record the decision")
        end_meeting(cora)

    # Support

    def consent(self):
        self.act("seek-consent", how="in-person", **{"from": "person"}, words="What it is was told first.",
                 **self.day("on"))
        self.act("consent-answer", answer="given", giver="person", capacity="adult", name="Mohamed Abdirahman",
                 words="He asked questions, and said it back.", **self.day("on"))
        assert f"Given on {self.words()}" in self.cora.text

    def support(self):
        self.act("plan", needs="Company, and work.", consent="In person, before it begins.",
                 **{"nature-1": "life-skills", "provider-1": "Exampleshire Youth Service",
                    "way-1": "Each Tuesday"}, **self.day("from-1"))
        self.act("adopt", **self.day("next", 14))
        self.act("goal", words="He knows whom to ring.")
        self.act("session", attendance="attended", done="They cooked.", **self.day("on"), **self.day("next", 14))
        assert "They cooked." in self.cora.text

    def write_at_once(self):
        """Two people change the plan; whoever comes second sees both versions, and nothing of either is lost."""
        cora, sue = self.cora, self.sue
        for browser in (sue, cora):
            open_for(browser, f"{self.path}/plan", "supervision")
        sue.fill(needs="Company, work, and a room.")
        sue.submit()
        cora.fill(**{"way-1": "Each Monday"})
        cora.submit()
        assert cora.heading == "Somebody changed this meanwhile", cora.text
        assert "Each Tuesday" in cora.text and cora.value("needs") == "Company, work, and a room.", cora.text
        cora.click("Save my version")
        assert "Company, work, and a room." in cora.text and "Each Monday" in cora.text

    def answer_alarms(self):
        """An alarm stays until somebody says what was done about it."""
        for alarm in ["Screening is late", "The decision is late"]:
            open_for(self.cora, f"{self.path}/answer-alarm", "support")
            choose(self.cora, "alarm", alarm)
            self.cora.fill(words="She was ill, and nobody stood in.")
            self.cora.submit()
        assert "Alarm:" not in self.cora.text, self.cora.text

    def fall_silent(self):
        """No contact by its day: first an alarm, then the supervisors'; a contact ends it."""
        self.later(16, self.cora)
        self.cora.go("/")
        assert f"{self.reference}: alarm: No contact by the day that was set" in self.cora.text, self.cora.text
        self.later(UNANSWERED, self.cora, self.sue)
        self.sue.go("/")
        assert f"{self.reference}: alarm: No contact" in self.sue.text, self.sue.text
        self.act("contact", **{"with": "person"}, words="He was away.", **self.day("on"), **self.day("next", 28))
        self.sue.go("/")
        assert "No contact" not in self.sue.text

    def review(self):
        """Three months after support began, the panel's review is due; late, it is an alarm."""
        self.later(28, self.cora)
        self.act("contact", **{"with": "person"}, words="He is well.", **self.day("on"), **self.day("next", 28))
        self.later(28, self.cora)
        self.act("contact", **{"with": "parent"}, words="She is glad.", **self.day("on"), **self.day("next", 28))
        self.later(20, self.cora)
        self.cora.go("/")
        assert f"{self.reference}: alarm: The panel" in self.cora.text, self.cora.text
        self.act("review", findings=FOUND, **self.day("on"), **self.day("next-review", 60))
        assert FOUND in self.cora.text

    def close(self):
        """With every agency's view; the form says how long it may be kept."""
        cora = self.cora
        open_for(cora, f"{self.path}/close")
        cora.submit()
        assert "Choose the reason" in cora.text and "Say what the person was told" in cora.text
        assert "At the longest" in cora.text
        cora.fill(reason="no-further-concern", told="That it is over, and whom to ring.", onward="The youth club.",
                  **{"view-police": "Agreed.", "view-local-authority": "Agreed."}, **self.day("until", 400))
        cora.submit()
        assert cora.heading == self.reference and "Closed, since" in cora.text, cora.text
        assert cora.text.count("Review after closing") == 2, cora.text

    def tell_the_referrer(self):
        phone = self.phone
        phone.go("/refer/code")
        phone.fill(code=self.code)
        phone.click("Go on")
        assert "The work on it is finished." in phone.text and "Mohamed" not in phone.text
