"""Tables as downloads: XLSX, and CSV.

A cell that a spreadsheet would take for a formula is text in both.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from tempfile import SpooledTemporaryFile

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse

# First characters that make a spreadsheet calculate or call another program.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
MAX_IN_MEMORY = 5 * 1024 * 1024  # bytes; a larger workbook is written to a file
MAX_CELL = 32_000  # characters; Excel takes 32,767

Row = Sequence[object]


def xlsx_response(name: str, header: Row, rows: Iterable[Row]) -> FileResponse:
    """Return a workbook of one sheet as a download called `name`.xlsx. It is written row by row."""
    file = SpooledTemporaryFile(max_size=MAX_IN_MEMORY)  # noqa: SIM115 -- the response closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for number, row in enumerate(chain([header], rows)):
        for column, value in enumerate(row):
            sheet.write_string(number, column, str(value)[:MAX_CELL], bold if number == 0 else None)
    sheet.freeze_panes(1, 0)
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")


def csv_response(name: str, header: Row, rows: Iterable[Row]) -> StreamingHttpResponse:
    """Return a CSV file as a download called `name`.csv. It is streamed."""
    response = StreamingHttpResponse(csv_lines(chain([header], rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def csv_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield a byte-order mark, without which Excel misreads Vietnamese, then one line for each row."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([escape_formula(value) for value in row])


class Echo:
    """A file that returns each line to the csv writer instead of storing it."""

    def write(self, line: str) -> str:
        return line


def escape_formula(value: object) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
