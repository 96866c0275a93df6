"""Pages with a table, as budget systems export them under the name of an Excel file."""

import pytest

from declarations.sheet import messages, read_file

PAGE = """\
<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta charset="{charset}"><style>td {{ mso-number-format: "@" }}</style></head><body>
<table><tr><td>菜单</td></tr></table>
<table border=1>
<tr><td colspan=4>项目支出绩效目标申报表<br>（2023年度）</td></tr>
<tr><td>项目名称</td><td colspan=3>农机
   补贴<!-- 注 --></td></tr>
<tr><td rowspan="2">项目资金<br/>（元）</td>
<td>年度资金总额</td><td colspan=2>300000&nbsp;</td></tr>
<tr><td>其中：财政拨款</td><td colspan=2>300000</td></tr>
<tr><td>年度目标</td><td colspan=3><p>补贴215台。</p><p>提高机械化率。</p></td></tr>
<tr><th>一级指标</th><th>二级指标</th><th>三级指标</th><th>指标值</th></tr>
<tr><td rowspan=99>产出指标</td><td>数量指标</td><td>台数</td><td>&ge;215台</td></tr>
<tr><td>质量指标</td><td>合格率</td><td>100%</td></tr>
</table></body></html>
"""


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
@pytest.mark.parametrize("name", ["form.xls", "form.html"])
def test_a_page_is_read_whatever_its_name_is(name, charset):
    found = read_file(name, PAGE.format(charset=charset).encode(charset, "xmlcharrefreplace"))
    (reading,) = found.readings
    content = reading.content
    assert (content.title, content.year) == ("项目支出绩效目标申报表", 2023)
    assert content.project == "农机 补贴"
    assert (content.funding.total, content.funding.appropriation) == (30, 30)
    assert content.goal == "补贴215台。\n提高机械化率。"
    assert [(one.level1, one.level2, one.name, one.value) for one in content.indicators] == [
        ("产出指标", "数量指标", "台数", "≥215台"),
        ("产出指标", "质量指标", "合格率", "100%"),
    ]
    assert str(reading.places["goal"]) == "表2 第5行 第2列"
    assert [note.text for note in found.notes] == ["菜单"]


@pytest.mark.parametrize(
    "page",
    [
        "<table>" + "<tr><td>" * 5000,
        "<table><tr><td colspan=99999999 rowspan=99999999>甲</td></tr></table>",
        "<table></table>",
        "<?xml version='1.0' encoding='gbk'?><table><tr><td>甲</td></tr></table>",
    ],
)
def test_a_strange_page_is_told_of_and_raises_nothing(page):
    found = read_file("form.xls", page.encode())
    assert found.unreadable
    assert found.problems


def test_an_old_workbook_cut_short_is_no_page():
    (problem,) = read_file("form.xls", b"\x09\x08\x10\x00" + b"<table" * 9).problems
    assert problem.message == messages.damaged(".xls")
