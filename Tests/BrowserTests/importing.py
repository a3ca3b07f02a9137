"""Referrals out of a file: every error by its line and column, then what would be recorded, then all of it."""

from pathlib import Path
from tempfile import TemporaryDirectory

HEADER = "given_name,family_name,birth,area,sector,concern,grounds\r\n"
BAD = (HEADER + "Sam,Sample,1995-13-03,E23000013,education,other,He asked.\r\n"
       + "Pip,,2008,Nowhere,police,,\"He\r\nsaid so.\"\r\n" + "short,row\r\n")
GOOD = (HEADER + "Sam,Samphire,1995-07-03,E23000013,education,other,\"He asked, twice.\"\r\n"
        + "Pip,Peppercorn,2008,E23000013,police,islamist,He said so.\r\n")


class Importing:
    """A coordinator with a spreadsheet."""

    def __init__(self, coordinator):
        self.coordinator = coordinator

    def run(self):
        with TemporaryDirectory() as folder:
            self.folder = Path(folder)
            self.see_what_is_wrong()
            self.look_it_over()
            self.send_it_again()

    def send(self, text):
        file = self.folder / "referrals.csv"
        file.write_bytes(text.encode())
        self.coordinator.fill(file=str(file))
        self.coordinator.click("Look it over")

    def see_what_is_wrong(self):
        cora = self.coordinator
        cora.go("/referrals")
        cora.click("Record referrals from a file")
        cora.click("Look it over")
        assert "Choose a file" in cora.text and "Needed: area, sector, concern, grounds" in cora.text
        self.send(BAD)
        cells = [[cell.text for cell in row.find_elements("css selector", "th, td")]
                 for row in cora.driver.find_elements("css selector", "tbody tr")]
        assert {("2", "birth"), ("3", "area"), ("3", "concern")} <= {(row[0], row[1]) for row in cells}, cells
        assert any(row[3] == "Nowhere" for row in cells) and "Record them" not in cora.text
        cora.click("Choose another file")

    def look_it_over(self):
        cora = self.coordinator
        self.send(GOOD)
        assert "What would be recorded: 2" in cora.text and "Pip Peppercorn" in cora.text
        cora.click("Record them, all or none")
        assert cora.heading == "Referrals" and "Peppercorn" not in cora.text

    def send_it_again(self):
        cora = self.coordinator
        cora.go("/referrals/import")
        self.send(GOOD)
        assert "word for word: 2" in cora.text and "Record them" not in cora.text
