"""Tables for people's own programs: XLSX, and CSV where somebody asks for it.

A cell that a spreadsheet would take for a formula is text in both.
"""

import csv as plain
from tempfile import SpooledTemporaryFile

import xlsxwriter
from django.http import FileResponse, StreamingHttpResponse

# What makes a spreadsheet calculate, or call another program.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
IN_MEMORY = 5 * 1024 * 1024


def xlsx_response(name, header, rows):
    """A workbook of one sheet, written row by row, as a download called `name`.xlsx."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the response closes it
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True})
    for number, row in enumerate(chain_rows(header, rows)):
        for column, value in enumerate(row):
            sheet.write_string(number, column, str(value)[:32_000], bold if number == 0 else None)
    sheet.freeze_panes(1, 0)
    book.close()
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx")


def csv_response(name, header, rows):
    """The same as CSV, streamed; with a byte-order mark, or Excel misreads Vietnamese."""
    writer = plain.writer(Echo())
    lines = (writer.writerow([escape_formula(value) for value in row]) for row in chain_rows(header, rows))
    response = StreamingHttpResponse(prepend_bom(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


class Echo:
    """Gives back what is written, for the csv module to make lines of."""

    def write(self, line):
        return line


def chain_rows(header, rows):
    yield header
    yield from rows


def prepend_bom(lines):
    yield "\ufeff"
    yield from lines


def escape_formula(value):
    words = str(value)
    return f"'{words}" if words.startswith(FORMULA) else words
