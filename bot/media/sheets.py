"""Writes tables as xlsx or csv: real dates in local time, and never a formula that somebody typed."""

import csv
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from services.sheet import HEADS, Cell, Value
from texts.catalog import Catalog
from texts.export import Sheet as SheetName
from texts.message import Names, Term, Text

RISKY = tuple("=+-@＝＋－＠﹢﹣﹦﹫\t\r\n")
"""What a spreadsheet may take for the beginning of a formula."""

HEAD = 100
CELL_LENGTH = 32_767
"""Characters Excel keeps in a cell."""

WIDTHS = {8: 60, 7: 24, 3: 18, 12: 20}
WIDTH, DATE_WIDTH = 12, 17
Row = tuple[Value, ...]


class Wording:
    """Turns cells into plain values, in one language and the house's time zone."""

    def __init__(self, catalog: Catalog, language: str) -> None:
        self._catalog = catalog
        self._language = language

    def word(self, cell: Cell) -> Value:
        """Return a cell's value: words, a number, a day, or a local moment without its zone, as spreadsheets know."""
        if isinstance(cell, Text | Term | Names):
            return self._catalog.word(cell, self._language, plain=True)
        if isinstance(cell, datetime):
            return cell.astimezone(self._catalog.zone).replace(tzinfo=None)
        return cell


def write_sheet(path: Path, form: str, rows: Iterable[Row], wording: Wording) -> None:
    """Write a table with its heads into a new file."""
    WRITERS[form](path, rows, wording)


def _write_csv(path: Path, rows: Iterable[Row], wording: Wording) -> None:
    # the mark at the beginning tells Excel that this is UTF-8
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([wording.word(head) for head in HEADS])
        for row in rows:
            writer.writerow([_csv_value(value) for value in row])


def _csv_value(value: Value) -> str | int:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str) and (value.startswith(RISKY) or _bare(value).startswith(RISKY)):
        return f"'{value}"
    return "" if value is None else value


def _bare(words: str) -> str:
    """Return words without what nobody sees before them: some programs skip it as well."""
    return "".join(letter for letter in words[:HEAD] if letter.isprintable() and not letter.isspace())


def _write_xlsx(path: Path, rows: Iterable[Row], wording: Wording) -> None:
    # only who exports pays for the import
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    formats = _Formats(book)
    sheet = book.add_worksheet(str(wording.word(SheetName())))
    sheet.freeze_panes(1, 1)
    for place in range(len(HEADS)):
        sheet.set_column(place, place, WIDTHS.get(place, DATE_WIDTH if 13 <= place <= 22 else WIDTH))
    count = 0
    for place, head in enumerate(HEADS):
        sheet.write_string(0, place, str(wording.word(head)), formats.head)
    for count, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            _write_cell(sheet, count, place, value, formats)
    sheet.autofilter(0, 0, count, len(HEADS) - 1)
    book.close()


class _Formats:
    """The looks of cells."""

    def __init__(self, book: Any) -> None:
        self.head = book.add_format({"bold": True, "bg_color": "#DDE7F3", "border": 1})
        self.moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.text = book.add_format({"quote_prefix": True})
        """Stays text even when somebody edits the cell."""


def _write_cell(sheet: Any, line: int, place: int, value: Value, formats: _Formats) -> None:
    match value:
        case None | "":
            return
        case datetime():
            sheet.write_datetime(line, place, value, formats.moment)
        case date():
            sheet.write_datetime(line, place, value, formats.day)
        case int():
            sheet.write_number(line, place, value)
        case str():
            # always a string, whatever it begins with
            sheet.write_string(line, place, value[:CELL_LENGTH], formats.text if value.startswith(RISKY) else None)


WRITERS: dict[str, Callable[[Path, Iterable[Row], Wording], None]] = {"xlsx": _write_xlsx, "csv": _write_csv}
