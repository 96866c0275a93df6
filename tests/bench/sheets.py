"""Writing and reading the form: ours against the plain way of each library."""

import io
import tracemalloc
import zipfile
from functools import partial

from docx import Document
from docxtpl import DocxTemplate
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Border, Font, Side

from declarations.content import Content
from declarations.sheet import Grid, lay_out, read_file, write_docx, write_xlsx
from declarations.sheet.word_reader import read_document
from tests.bench.measure import compare
from tests.conftest import DATA
from tests.sheet import renhe

MANY = 200


def word_writing() -> None:
    """One form to one .docx."""
    form = renhe.complete()[3]
    template = _template(form)
    compare(
        "一张申报表写成 .docx",
        {
            "write_docx": lambda: write_docx([(form, renhe.tree())]),
            "docxtpl 填同样的模板": partial(_fill_template, template, form),
            "python-docx 逐格填写": lambda: _plain_word(lay_out(form, renhe.tree())),
        },
    )
    print(f"  文件大小 {len(write_docx([(form, renhe.tree())])):,} 字节")


def word_writing_many() -> None:
    """200 forms in one .docx."""
    forms = [(form, renhe.tree()) for form in (renhe.complete() * 15)[:MANY]]
    compare(
        f"{MANY} 张申报表写进一个 .docx",
        {
            "write_docx": lambda: write_docx(forms),
            "每张一个 .docx（write_docx）": lambda: [write_docx([form]) for form in forms],
        },
        per_call=MANY,
    )
    tracemalloc.start()
    write_docx(forms)
    print(f"  内存峰值 {tracemalloc.get_traced_memory()[1] / 1024 / 1024:.1f} MiB")
    tracemalloc.stop()


def word_reading() -> None:
    """One form, and the file of 16, from .docx."""
    one = write_docx([(renhe.complete()[3], renhe.tree())])
    all16 = (DATA / "renhe-2021.docx").read_bytes()
    for title, data, count in (("一张申报表的 .docx", one, 1), ("16 张的 .docx", all16, 16)):
        compare(
            f"读 {title}",
            {
                "read_file（读到内容）": lambda data=data: read_file("a.docx", data),
                "只读单元格": lambda data=data: _our_cells(data),
                "python-docx row.cells": lambda data=data: _row_cells(data),
                "python-docx table.cell()": lambda data=data: _table_cells(data),
            },
            per_call=count,
        )


def excel_writing() -> None:
    """One form to one .xlsx, and 14 forms to one workbook."""
    form = renhe.complete()[3]
    forms = [(form, renhe.tree()) for form in renhe.complete()]
    compare(
        "一张申报表写成 .xlsx",
        {
            "write_xlsx": lambda: write_xlsx([(form, renhe.tree())]),
            "openpyxl 逐格设样式": lambda: _plain_excel([lay_out(form, renhe.tree())]),
        },
    )
    compare(
        "14 张申报表写进一个 .xlsx",
        {
            "write_xlsx": lambda: write_xlsx(forms),
            "openpyxl 逐格设样式": lambda: _plain_excel([lay_out(*one) for one in forms]),
        },
        per_call=len(forms),
    )


def excel_reading() -> None:
    """The workbook of 16 forms."""
    data = (DATA / "renhe-2021.xlsx").read_bytes()
    compare(
        "读 16 张申报表的 .xlsx",
        {
            "read_file（读到内容）": lambda: read_file("a.xlsx", data),
            "openpyxl 只读单元格": lambda: [
                [cell.value for row in sheet.iter_rows() for cell in row]
                for sheet in load_workbook(io.BytesIO(data))
            ],
        },
        per_call=16,
    )


def _our_cells(data: bytes) -> list[Grid]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return list(read_document("a.docx", package.read("word/document.xml")))


def _row_cells(data: bytes) -> list[list[list[str]]]:
    tables = Document(io.BytesIO(data)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def _table_cells(data: bytes) -> list[list[list[str]]]:
    return [
        [
            [table.cell(row, column).text for column in range(len(table.columns))]
            for row in range(len(table.rows))
        ]
        for table in Document(io.BytesIO(data)).tables
    ]


def _plain_word(grid: Grid) -> bytes:
    """The form as the manual of python-docx would have it."""
    document = Document()
    for line in grid.above:
        document.add_heading(line, 0)
    table = document.add_table(grid.height, grid.width, style="Table Grid")
    for cell in grid.cells:
        target = table.cell(cell.row, cell.column)
        if cell.rowspan > 1 or cell.colspan > 1:
            target = target.merge(table.cell(cell.bottom - 1, cell.right - 1))
        target.text = cell.text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _template(form: Content) -> bytes:
    """A template for docxtpl: the form with a placeholder in each cell that shows a value."""
    grid = lay_out(form, renhe.tree())
    cells = tuple(
        cell._replace(text=f"{{{{ v{number} }}}}") if cell.where else cell
        for number, cell in enumerate(grid.cells)
    )
    return _plain_word(Grid(cells, grid.above))


def _fill_template(template: bytes, form: Content) -> bytes:
    grid = lay_out(form, renhe.tree())
    document = DocxTemplate(io.BytesIO(template))
    values = {f"v{number}": cell.text for number, cell in enumerate(grid.cells) if cell.where}
    document.render(values, autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _plain_excel(grids: list[Grid]) -> bytes:
    """The form as the manual of openpyxl would have it."""
    book = Workbook()
    side = Side(style="thin")
    for grid in grids:
        sheet = book.create_sheet()
        for column, width in enumerate(grid.widths):
            sheet.column_dimensions["ABCDEFG"[column]].width = width / 0.21
        for cell in grid.cells:
            for row in range(cell.row, cell.bottom):
                for column in range(cell.column, cell.right):
                    target = sheet.cell(row + 3, column + 1)
                    target.border = Border(left=side, right=side, top=side, bottom=side)
                    target.font = Font(name="宋体", size=10.5)
                    target.alignment = Alignment(vertical="center", wrap_text=True)
            sheet.cell(cell.row + 3, cell.column + 1).value = cell.text
            if cell.rowspan > 1 or cell.colspan > 1:
                sheet.merge_cells(
                    start_row=cell.row + 3,
                    end_row=cell.bottom + 2,
                    start_column=cell.column + 1,
                    end_column=cell.right,
                )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


BENCHES = (word_writing, word_writing_many, word_reading, excel_writing, excel_reading)
