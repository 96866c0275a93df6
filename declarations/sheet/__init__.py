"""The form as a document: read from Word, Excel and text, written as Word and Excel.

``read_file`` gives the forms in a file. ``lay_out`` gives the paper form as a Grid, from which
``write_docx``, ``write_xlsx`` and the page in the browser are drawn.
"""

from declarations.sheet.excel_writer import write_xlsx
from declarations.sheet.files import FileReading, read_file
from declarations.sheet.grid import Cell, Grid, Place
from declarations.sheet.layout import lay_out
from declarations.sheet.notebook import Note, Reading
from declarations.sheet.problems import Problem, TooLong
from declarations.sheet.word_writer import write_docx, write_grids

__all__ = [
    "Cell",
    "FileReading",
    "Grid",
    "Note",
    "Place",
    "Problem",
    "Reading",
    "TooLong",
    "lay_out",
    "read_file",
    "write_docx",
    "write_grids",
    "write_xlsx",
]
