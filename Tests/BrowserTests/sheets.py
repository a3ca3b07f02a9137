"""The spreadsheets of lists, as a reader of OpenDocument that is not ours sees them."""

import urllib.request
from io import BytesIO

from odf.namespaces import OFFICENS
from odf.opendocument import load
from odf.table import Table, TableCell, TableHeaderRows, TableRow
from odf.teletype import extractText


def opened(program, path):
    with urllib.request.urlopen(program.address + path, timeout=30) as answer:
        return load(BytesIO(answer.read()))


def rows(document, name):
    """The cells of a sheet's rows: its headings, and what is below them."""
    sheet, = [each for each in document.getElementsByType(Table) if each.getAttribute("name") == name]
    headings = sheet.getElementsByType(TableHeaderRows)[0].getElementsByType(TableRow)
    below = [row for row in sheet.getElementsByType(TableRow) if row not in headings]
    return [row.getElementsByType(TableCell) for row in headings + below]


def check_sheets(program):
    """Headings, every row, types and labels; and the whole of the overview."""
    document = opened(program, "/practices.ods?country=Denmark")
    listed = rows(document, "Practices")
    headings = [extractText(cell) for cell in listed[0]]
    denmark = [dict(zip(headings, row)) for row in listed[1:]]
    assert denmark and all(extractText(row["Country"]) == "Denmark" for row in denmark), headings
    aarhus, = [row for row in denmark if extractText(row["Title"]) == "Aarhus model"]
    assert "Community" in extractText(aarhus["Settings"]) and extractText(aarhus["Strand"]) == "All strands"
    assert aarhus["Changed on"].getAttrNS(OFFICENS, "value-type") == "date"
    about = {extractText(row[0]): extractText(row[1]) for row in rows(document, "About this file")}
    assert about["Country"] == "Denmark" and about["Rows"] == str(len(denmark)), about
    assert len(rows(opened(program, "/practices.ods"), "Practices")) == 97
    setting = rows(opened(program, "/practices/overview.ods"), "Evidence by setting")
    school, = [row for row in setting if extractText(row[0]) == "School"]
    assert float(school[-1].getAttrNS(OFFICENS, "value")) == 25
    areas = rows(opened(program, "/areas.ods"), "Areas")
    assert all(cell.getAttrNS(OFFICENS, "value-type") in ("float", "string") for cell in areas[1]), areas
