"""A person asks what is held about them: from the request to the bundle that goes out, and a second look at it."""

import json

from selenium.webdriver.common.by import By

from watching import NAME

ASKED = "What do you hold about me?"


class Rights:
    """An officer answers, and a supervisor is the second pair of eyes; a coordinator had given a copy away."""

    def __init__(self, officer, supervisor, coordinator, referral):
        self.officer, self.supervisor, self.coordinator = officer, supervisor, coordinator
        self.referral, self.reference = referral
        self.record = self.referral[1:].replace("referrals", "referral")

    def run(self):
        self.give_a_copy()
        self.receive()
        self.find()
        self.keep_back()
        self.agree()
        self.send()
        self.look_again()
        self.object()
        self.tell()

    def give_a_copy(self):
        cora = self.coordinator
        cora.go(f"{self.referral}/copy")
        cora.fill(recipient="Exampleshire School", basis="safeguarding")
        button = cora.driver.find_element(By.XPATH, "//button[normalize-space()='Make the copy']")
        cora.save(button, "*.ods")

    def receive(self):
        dee = self.officer
        dee.go("/rights")
        assert "Nobody has asked for anything yet." in dee.text
        dee.click("Record a request")
        dee.click("Record it")
        for words in ["Choose what they ask for", "Choose who asks", "Enter where the answer goes"]:
            assert words in dee.text, words
        dee.fill(kind="access", law="uk-gdpr", way="letter", asker="person", words=ASKED, given_name="Sam",
                 family_name=NAME, reach="1 Example Street")
        dee.click("Record it")
        dee.fill(purpose="subject-request")
        dee.click("Go on")
        assert ASKED in dee.text and dee.heading.startswith("Q-"), dee.heading
        self.path, self.title = dee.driver.current_url.removeprefix(dee.address), dee.heading

    def find(self):
        """Nothing is said before it is known who asks; then what is held is found."""
        dee = self.officer
        assert "Propose an answer" not in dee.text
        dee.click("Confirm who asks")
        dee.fill(how="document")
        dee.click("Confirm who asks")
        dee.click("Look for records")
        assert self.reference in dee.text
        dee.click("Add it")
        dee.click("Add a record")
        assert f"Referral {self.reference}" in dee.text

    def keep_back(self):
        dee = self.officer
        dee.click("Keep something back")
        dee.fill(record=f"{self.record}/grounds", ground="third-party",
                 words="It says what a teacher heard.")
        dee.click("Keep something back")
        assert "kept back: Grounds" in dee.text
        # Of another part only some words are kept back, and they must stand there.
        dee.click("Keep something back")
        dee.fill(record=f"{self.record}/name", ground="third-party", words="A nickname.", only="Nobody")
        dee.click("Keep something back")
        assert "That part does not say “Nobody”" in dee.text and dee.value("words") == "A nickname."
        dee.fill(only="Sam")
        dee.click("Keep something back")
        dee.click("Propose an answer")
        dee.fill(outcome="granted", letter="Here is what we hold about you.")
        dee.click("Propose an answer")
        assert "must fit what was found" in dee.text
        dee.fill(outcome="in-part")
        dee.click("Propose an answer")
        assert "Agree to the answer" not in dee.text

    def agree(self):
        sue = self.supervisor
        sue.go("/")
        sue.click(f"Access, {self.title}")
        sue.fill(purpose="supervision")
        sue.click("Go on")
        sue.click("Read the bundle")
        assert "Kept back" in sue.text and "Sam" in sue.text
        sue.click("Back to the request")
        sue.click("Agree to the answer")
        sue.click("Agree to the answer")
        assert "TO BE SENT" in sue.text.upper()

    def send(self):
        dee = self.officer
        dee.go(f"{self.path}/bundle")
        assert "Exampleshire School" in dee.text and "Cora" not in dee.text
        link = dee.driver.find_element(By.PARTIAL_LINK_TEXT, "download it for a machine")
        bundle = json.loads(dee.save(link, "*.json"))
        parts = {part["field"]: part for part in bundle["records"][0]["parts"]}
        assert parts["grounds"]["text"] is None and parts["grounds"]["withheld"] == "third-party", parts
        assert parts["name"]["text"] == f"[kept back] {NAME}", parts
        dee.click("Back to the request")
        dee.click("Record that it was sent")
        dee.fill(how="letter")
        dee.click("Record that it was sent")
        # That somebody asked to see what is held is nobody else's to know.
        assert "Still to be told" not in dee.text and "Sent on" in dee.text
        copy = json.loads(dee.save(dee.driver.find_element(By.PARTIAL_LINK_TEXT, "Download what was sent"), "*.json"))
        assert copy["records"][0]["parts"] == bundle["records"][0]["parts"]

    def look_again(self):
        """Not content: somebody who decided nothing of it has to look."""
        dee, sue = self.officer, self.supervisor
        dee.click("Record that they are not content")
        dee.fill(words="Something is missing.")
        dee.click("Record that they are not content")
        sue.go(self.path)
        assert "Something is missing." in sue.text and "Review the answer" not in sue.text
        dee.go("/rights")
        assert "Looked at again" in dee.text

    def object(self):
        """Another request of theirs: they object, and from the answer on the referral is given to nobody."""
        dee, sue, cora = self.officer, self.supervisor, self.coordinator
        dee.go("/rights/new")
        dee.fill(kind="objection", law="uk-gdpr", way="email", asker="person", words="Use it no more.",
                 given_name="Sam", family_name=NAME, reach="1 Example Street")
        dee.click("Record it")
        dee.fill(purpose="subject-request")
        dee.click("Go on")
        self.second = dee.driver.current_url.removeprefix(dee.address)
        dee.click("Confirm who asks")
        dee.fill(how="known")
        dee.click("Confirm who asks")
        dee.click("Look for records")
        assert f"Access, {self.title}" in dee.text and "Other requests" in dee.text
        dee.click("Add it")
        dee.click("Add a record")
        dee.click("Propose an answer")
        dee.fill(outcome="granted", letter="We use it no longer.")
        dee.click("Propose an answer")
        sue.go(self.second)
        sue.fill(purpose="supervision")
        sue.click("Go on")
        sue.click("Agree to the answer")
        sue.click("Agree to the answer")
        dee.go(self.second)
        dee.click("Record that it was sent")
        dee.fill(how="letter")
        dee.click("Record that it was sent")
        assert "Restricted since" in dee.text and "Still to be told" in dee.text
        cora.go(self.referral)
        assert "Its use has been restricted since" in cora.text
        cora.go(f"{self.referral}/copy")
        cora.fill(recipient="Exampleshire College", basis="safeguarding")
        cora.click("Make the copy")
        assert "given to nobody except with consent" in cora.text and cora.value("recipient") == "Exampleshire College"

    def tell(self):
        """Whoever had received it is told, by a notice that names nobody."""
        dee = self.officer
        dee.go("/")
        assert "1 recipient to be told what became of it" in dee.text
        dee.go(self.second)
        dee.click("Print a notice to each")
        assert "Exampleshire School" in dee.text and "Article 19 of the UK GDPR" in dee.text and NAME not in dee.text
        dee.click("Back to the request")
        dee.click("Record who was told")
        dee.fill(record=f"{self.record}/Exampleshire School")
        dee.click("Record who was told")
        assert "Still to be told" not in dee.text and "told on" in dee.text
        dee.click("End the restriction")
        dee.click("End the restriction")
        assert "Say why it ends" in dee.text
        dee.fill(words="They agreed to it.")
        dee.click("End the restriction")
        assert "Restricted since" not in dee.text and f"Access, {self.title}" in dee.text
