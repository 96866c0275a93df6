"""What the readers say when a file or a text in it was not understood.

One function a message; tests compare with these functions and never with their wording.
"""

from collections.abc import Sequence

from indicators.office_files import bomb as bomb
from indicators.office_files import damaged as damaged
from indicators.office_files import empty_file as empty_file
from indicators.office_files import old_binary as old_binary
from indicators.office_files import password_protected as password_protected
from indicators.office_files import too_large as too_large

KNOWN_KINDS = "Word（.docx）、Excel（.xlsx、.xls）或文本（.txt、.csv）"


def unknown_kind(name: str) -> str:
    return f"“{name}”不是{KNOWN_KINDS}文件。请用其中一种格式保存后再上传。"


def picture(name: str) -> str:
    return (
        f"“{name}”其实是图片，只是改了扩展名，读不出文字。请上传{KNOWN_KINDS}格式的申报表原文件。"
    )


def pdf(name: str) -> str:
    return f"“{name}”是 PDF，表格读不出来。请上传{KNOWN_KINDS}格式的申报表原文件。"


def too_many_cells(limit: int) -> str:
    return f"表格超过 {limit:,} 个单元格，不像申报表，没有读取。请删去无关的工作表或空行空列。"


def too_long_for_excel(project: str, cell: str, text: str, limit: int) -> str:
    return (
        f"“{_short(project)}”的 {cell} 单元格放不下“{_short(text)}”：这段文字超过"
        f" Excel 一个单元格的上限 {limit:,} 字，没有导出。请删短这段文字，或导出为 Word。"
    )


def unknown_encoding() -> str:
    return "文本文件的编码不认识。请另存为 UTF-8 或 GBK 编码的文本后再上传。"


def no_table() -> str:
    return "文件里没有表格。申报表应是一张表格，请检查是否选错了文件。"


def no_form() -> str:
    return "文件里的表格都不是绩效目标申报表：没有找到“三级指标”“指标值”“年度目标”等栏目。"


def not_a_form(text: str) -> str:
    return f"这张表不是申报表，没有导入。表的开头是“{_short(text)}”。"


def damaged_label(seen: str, taken_as: str) -> str:
    return f"表头“{seen}”疑似“{taken_as}”，已按后者识别。请核对。"


def unparsed(text: str) -> str:
    return f"“{_short(text)}”没有归入任何栏目，请确认是否需要填写。"


def not_computed(formula: str) -> str:
    return (
        f"公式“{_short(formula)}”没有保存计算结果，读不到数。"
        "请用 Excel 或 WPS 打开、保存一次再上传，或直接填数。"
    )


def unreadable_amount(label: str, text: str) -> str:
    return f"“{label}”中的“{_short(text)}”不是能读出的金额，金额留空。请核对后填写。"


def amount_remark(label: str, text: str) -> str:
    return f"“{label}”的金额旁还写有“{_short(text)}”，没有导入。请核对。"


def unknown_node(level: int, text: str) -> str:
    return f"{'一二'[level - 1]}级指标“{_short(text)}”不是通用的名称，已按原文保留。请核对。"


def second_value(label: str, text: str) -> str:
    return f"“{_short(label)}”写的“{_short(text)}”与已读入的不同，没有导入。请核对。"


def second_row(text: str) -> str:
    return f"同一项目的另一行写的是“{_short(text)}”，与前面的不同，没有导入。请核对。"


def field_not_kept(label: str, text: str) -> str:
    return f"申报表没有“{_short(label)}”一栏，其中的“{_short(text)}”没有导入。"


def column_not_kept(label: str, count: int) -> str:
    column = f"“{label}”列" if label else "没有列名的一列中"
    return f"{column}的 {count} 处文字在申报表中没有对应的栏目，没有导入。"


def long_term_not_kept(count: int) -> str:
    return f"表中并列有中期（实施期）或别的年度的指标，已取本年度的，其余 {count} 处文字没有导入。"


def multi_year_part(label: str, text: str) -> str:
    return f"“{label}”{_short(text)} 属于多年资金，不计入年度资金，没有导入。"


def self_evaluation(columns: Sequence[str]) -> str:
    kept_out = f"“{'”“'.join(columns)}”等" if columns else ""
    return f"这是自评表：已读取目标值，{kept_out}自评内容没有导入。"


def sum_row(text: str) -> str:
    return f"“{_short(text)}”一行是合计，不是项目，没有导入。"


def _short(text: str, limit: int = 40) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit]}…"


def number_not_kept(text: str) -> str:
    return f"“{_short(text)}”位数太多，系统存不下，已留空。请核对后填写。"


def no_cost_row(name: str) -> str:
    if not name:
        return "成本测算表的这一行没有写明属于哪条成本指标，没有导入。请在第一列填成本指标的名称。"
    return f"成本测算表写的成本指标“{_short(name)}”在表里没有，这一行没有导入。请核对名称。"
