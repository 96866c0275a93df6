"""Forms as a Word document, one form a page.

The table is written as XML from the Grid, into a package that python-docx made once: its default
template carries hundreds of kilobytes of styles that no form needs.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from functools import cache
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Doc
from docx.oxml import parse_xml
from docx.shared import Cm

from declarations.content import Content
from declarations.sheet.grid import Cell, Grid
from declarations.sheet.layout import lay_out
from indicators.office_files import printable
from indicators.tree import SchemeTree

DRAFT = "草稿"

_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BODY = "word/document.xml"
_KEPT_PARTS = ("/styles", "/header", "/officeDocument", "/core-properties")
_TWIPS_PER_CM = 567
_ROW_HEIGHT = 380  # twips; 0.67 cm
_SIGNED_HEIGHT = 1020  # 1.8 cm: room for an opinion and a seal
_LINE = '<w:spacing w:line="260" w:lineRule="exact"/>'  # 13 pt: fonts differ in what they ask for
_MARGIN_CM, _TOP_CM = 1.8, 1.5
_PAGE = re.compile(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"[^>]*/>')
_TURNED = r'<w:pgSz w:w="\2" w:h="\1" w:orient="landscape"/>'

_FONTS = (
    '<w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:cs="宋体"/>',
    '<w:rFonts w:ascii="方正小标宋简体" w:hAnsi="方正小标宋简体" w:eastAsia="方正小标宋简体"/>',
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PADDING = "".join(
    f'<w:{side} w:w="{twips}" w:type="dxa"/>'
    for side, twips in (("top", 28), ("left", 57), ("bottom", 28), ("right", 57))
)
_STYLES = f"""<w:styles xmlns:w="{_NS}"><w:docDefaults><w:rPrDefault><w:rPr>{_FONTS[0]}
<w:sz w:val="21"/><w:szCs w:val="21"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>
</w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
<w:style w:type="table" w:default="1" w:styleId="t0"><w:name w:val="Normal Table"/></w:style>
<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/><w:basedOn w:val="a"/>
<w:pPr><w:keepNext/><w:spacing w:after="60" w:line="460" w:lineRule="exact"/>
<w:jc w:val="center"/></w:pPr>
<w:rPr>{_FONTS[1]}<w:b/><w:sz w:val="36"/><w:szCs w:val="36"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="C"><w:name w:val="Form Text"/><w:basedOn w:val="a"/>
<w:pPr>{_LINE}</w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="L"><w:name w:val="Form Label"/><w:basedOn w:val="C"/>
<w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="R"><w:name w:val="Form Seal"/><w:basedOn w:val="C"/>
<w:pPr><w:jc w:val="right"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="E"><w:name w:val="Form End"/><w:basedOn w:val="a"/>
<w:pPr><w:spacing w:line="20" w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="2"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Header"><w:name w:val="header"/><w:basedOn w:val="a"/>
<w:pPr><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="table" w:styleId="F"><w:name w:val="Form"/><w:basedOn w:val="t0"/><w:tblPr>
<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblCellMar>{_PADDING}</w:tblCellMar></w:tblPr></w:style>
</w:styles>"""

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<w:document xmlns:w="{_NS}" xmlns:r="{_RELATIONS}"><w:body>'
)
_TAIL = "</w:body></w:document>"
_TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="F"/><w:tblW w:w="{width}" w:type="dxa"/>'
    '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>'
)
_STYLE_OF = {"text": "C", "signature": "R"}  # every other cell is centred
_BREAKS = re.compile(r"([\n\t])")
_BREAK_TAGS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def write_docx(forms: Iterable[tuple[Content, SchemeTree]], *, draft: bool = False) -> bytes:
    """A document with these forms, each on a page of its own.

    With ``draft`` the page header says 草稿. Control characters, which XML cannot hold, become
    U+FFFD; everything else reads back as it was.
    """
    return write_grids((lay_out(content, tree) for content, tree in forms), draft=draft)


def write_grids(grids: Iterable[Grid], *, draft: bool = False) -> bytes:
    """A document with these laid-out tables, each on a page of its own, as ``write_docx``."""
    package, sections = _package(draft)
    body = [_HEAD]
    landscape: bool | None = None
    for grid in grids:
        is_turned = landscape not in (None, grid.landscape)
        if is_turned:
            body.append(_end(sections[not grid.landscape]))
        body.append(_form(grid, on_new_page=landscape is grid.landscape))
        landscape = grid.landscape
    body += [_end(), sections[bool(landscape)], _TAIL]
    out = io.BytesIO()
    out.write(package)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_BODY, "".join(body))
    return out.getvalue()


def _end(section: str = "") -> str:
    """A paragraph that nobody sees, behind the last table of a document or a section."""
    return f'<w:p><w:pPr><w:pStyle w:val="E"/>{section}</w:pPr></w:p>'


def _form(grid: Grid, on_new_page: bool) -> str:
    widths = [round(width * _TWIPS_PER_CM) for width in grid.widths]
    xml = []
    for number, line in enumerate(grid.above):
        broken = "<w:pageBreakBefore/>" if on_new_page and number == 0 else ""
        xml.append(f'<w:p><w:pPr><w:pStyle w:val="T"/>{broken}</w:pPr>{_run(line)}</w:p>')
    xml.append(_TABLE.format(width=sum(widths)))
    xml += [f'<w:gridCol w:w="{width}"/>' for width in widths]
    xml.append("</w:tblGrid>")
    for row in range(grid.height):
        heading = "<w:tblHeader/>" if row == grid.heading else ""
        height = _SIGNED_HEIGHT if row in grid.signed else _ROW_HEIGHT
        xml.append(f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}"/>{heading}</w:trPr>')
        for cell in grid.across(row):
            width = sum(widths[cell.column : cell.right])
            xml.append(_cell(cell, width, cell.row < row))
        xml.append("</w:tr>")
    xml.append("</w:tbl>")
    return "".join(xml)


def _cell(cell: Cell, width: int, continues: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = ""
    if cell.rowspan > 1:
        merge = "<w:vMerge/>" if continues else '<w:vMerge w:val="restart"/>'
    style = _STYLE_OF.get(cell.role, "L")
    align = "bottom" if cell.role == "signature" else "center"
    run = "" if continues else _run(cell.text)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="{align}"/>'
        f'</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p></w:tc>'
    )


def _run(text: str) -> str:
    if not text:
        return ""
    text = printable(text)
    if "\n" not in text and "\t" not in text:
        return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    pieces = [
        _BREAK_TAGS.get(piece) or f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
        for piece in _BREAKS.split(text)
        if piece
    ]
    return f"<w:r>{''.join(pieces)}</w:r>"


@cache
def _package(draft: bool) -> tuple[bytes, tuple[str, str]]:
    """The package without its body, and the XML of a section: upright, and on its side."""
    document = Document()
    _slim(document)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(_MARGIN_CM)
    section.top_margin = section.bottom_margin = Cm(_TOP_CM)
    section.header_distance = section.footer_distance = Cm(_TOP_CM / 2)
    if draft:
        paragraph = section.header.paragraphs[0]
        paragraph.text = DRAFT
    whole = io.BytesIO()
    document.save(whole)
    with zipfile.ZipFile(whole) as archive:
        found = re.search(rb"<w:sectPr.*?</w:sectPr>", archive.read(_BODY), re.DOTALL)
        kept = io.BytesIO()
        with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as slim:
            for part in archive.namelist():
                if part != _BODY:
                    slim.writestr(part, archive.read(part))
    upright = found.group().decode() if found else ""
    return kept.getvalue(), (upright, _PAGE.sub(_TURNED, upright))


def _slim(document: Doc) -> None:
    """Leaves the package its own small styles, and drops the parts that no form needs."""
    document.part._styles_part._element = parse_xml(_STYLES)
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, one in relations.items() if not one.reltype.endswith(_KEPT_PARTS)]:
            del relations[key]
    core = document.core_properties
    core.author = core.comments = core.title = ""
