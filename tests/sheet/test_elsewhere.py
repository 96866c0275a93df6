"""Forms of other places: other columns, other orders, blocks side by side, wide sheets."""

from decimal import Decimal

import pytest

from declarations.sheet import messages
from tests.sheet.elsewhere import every_kind, read, read_one, rows

NATIONAL_2015 = """
项目名称 »2 | 2022年农村危房改造补助 »5
主管部门及代码 »2 | [066]六安市农业农村局 »2 | 实施单位 | 裕安区住建局 »2
项目资金⏎（万元） | 年度资金总额： »2 | 120.5 »4
^ | 其中：财政拨款 »2 | 100 »4
^ | 其他资金 »2 | 20.5 »4
年度总体目标 | 完成50户农村危房改造，保障住房安全。 »6
绩效指标 | 一级指标 | 二级指标 | 三级指标 »2 | 指标值 »2
^ | 产 出 指 标 | 数量指标 | 指标1：改造户数 »2 | ≥50户 »2
^ | ^ | ^ | 指标2：培训人次 »2 | 200人次 »2
^ | ^ | 质量指标 | 验收合格率(≥**%) »2 | 100% »2
^ | ^ | 时效指标 | 完成时限 »2 | 2022年12月底前 »2
^ | ^ | 成本指标 | 补助标准 »2 | 2.41万元/户 »2
^ | 效益指标 | 经济效益⏎指标 | »2 | »2
^ | ^ | 社会效益⏎指标 | ★住房安全保障率 »2 | 100% »2
^ | 满意度⏎指标 | 服务对象满意度指标 | 受益群众满意度 »2 | ≥95% »2
"""


@every_kind
def test_reads_the_national_form_of_2015(kind):
    reading = read_one(kind, "项目支出绩效目标申报表", "（2022年度）", NATIONAL_2015)
    content = reading.content
    assert content.title == "项目支出绩效目标申报表"
    assert content.year == 2022
    assert content.project == "2022年农村危房改造补助"
    assert content.superior == "[066]六安市农业农村局"
    assert content.unit == "裕安区住建局"
    assert content.funding.total == Decimal("120.5")
    assert content.funding.appropriation == 100
    assert content.funding.other == Decimal("20.5")
    assert content.goal == "完成50户农村危房改造，保障住房安全。"
    assert rows(content) == [
        ("产出指标", "数量指标", "指标1：改造户数", "≥50户"),
        ("产出指标", "数量指标", "指标2：培训人次", "200人次"),
        ("产出指标", "质量指标", "验收合格率(≥**%)", "100%"),
        ("产出指标", "时效指标", "完成时限", "2022年12月底前"),
        ("产出指标", "成本指标", "补助标准", "2.41万元/户"),
        ("效益指标", "社会效益指标", "★住房安全保障率", "100%"),
        ("满意度指标", "服务对象满意度指标", "受益群众满意度", "≥95%"),
    ]
    assert not reading.notes


COST_FIRST_SPLIT = """
单位名称 »2 | 813-潼南区五桂镇 »3 | 项目名称 »2 | 场镇保洁 »3
预算数(元) »2 | 1,030,700.00 »8
年度绩效目标 »2 | 保持场镇清洁，覆盖3个社区。 »8
绩效指标 | 一级指标 »2 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 权重 | 指标解释
^ | 成本指标(20分) »2 | 经济成本指标 | 年保洁费 | ≤ | 103.07 | 万元 | 20 | 合同价
^ | 产出指标(40分) »2 | 数量指标 | 保洁人数 | ＝ | 32 | 人 | 15 |
^ | ^ »2 | 质量指标 | 清扫覆盖率 | ≥ | 95% | % | 15 |
^ | ^ »2 | 时效指标 | 清运 | 定性 | 当日完成 | | 10 | 垃圾不过夜
^ | 效益指标 »2 | 社会效益指标 | 环境改善 | 定性 | 明显 | 无 | 20 |
^ | 满意度指标 »2 | 服务对象满意度指标 | 居民满意度 | ≥ | 90 | % | 10 |
"""


@every_kind
def test_puts_split_value_columns_together_and_keeps_weights(kind):
    reading = read_one(kind, "2023年部门预算项目绩效目标表", COST_FIRST_SPLIT)
    content = reading.content
    assert content.year == 2023
    assert content.unit == "813-潼南区五桂镇"
    assert content.project == "场镇保洁"
    assert content.funding.total == Decimal("103.07")
    assert content.goal == "保持场镇清洁，覆盖3个社区。"
    assert rows(content) == [
        ("成本指标", "经济成本指标", "年保洁费", "≤103.07万元"),
        ("产出指标", "数量指标", "保洁人数", "＝32人"),
        ("产出指标", "质量指标", "清扫覆盖率", "≥95%"),
        ("产出指标", "时效指标", "清运", "当日完成"),
        ("效益指标", "社会效益指标", "环境改善", "明显"),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%"),
    ]
    assert [one.weight for one in content.indicators] == [20, 15, 15, 10, 20, 10]
    assert content.indicators[3].explanation == "垃圾不过夜"
    assert not reading.notes


OTHER_ORDER_OF_VALUE = """
项目名称 »2 | 防汛物资 »4
年度目标 »2 | 储备充足 »4
一级指标 | 二级指标 | 三级指标 | 计量单位 | 指标方向性 | 指标值
产出指标 | 数量指标 | 编织袋 | 条 | 正向 | ≥5000
效益指标 | 社会效益指标 | 抢险及时率 | % | 正向 | ≥98
"""


@every_kind
def test_the_order_of_value_columns_does_not_matter(kind):
    reading = read_one(kind, "绩效目标表", OTHER_ORDER_OF_VALUE)
    assert rows(reading.content) == [
        ("产出指标", "数量指标", "编织袋", "≥5000条"),
        ("效益指标", "社会效益指标", "抢险及时率", "≥98%"),
    ]
    assert [note.message for note in reading.notes] == [messages.column_not_kept("指标方向性", 2)]


SIDE_BY_SIDE = """
项目名称 | 河道治理 »7
实施单位 | 水利局 »7
项目资金（万元） | 中期资金总额： »2 | 900 »2 | 年度资金总额： »2 | 300
^ | 其中：财政拨款 »2 | 600 »2 | 其中：财政拨款 »2 | 200
^ | 其他资金 »2 | 300 »2 | 其他资金 »2 | 100
总体目标 | 中期目标（2021年—2023年） »4 | 年度目标 »3
^ | 三年治理30公里 »4 | 本年治理10公里 »3
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值
^ | 产出指标 | 数量指标 | 治理长度 | 30公里 | 数量指标 | 治理长度 | 10公里
^ | ^ | 质量指标 | 合格率 | 100% | 质量指标 | 合格率 | ≥98%
^ | 效益指标 | 生态效益指标 | 水质 | III类 | 生态效益指标 | 水质 | IV类
"""


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_of_two_blocks_side_by_side_the_annual_one_is_read(kind):
    reading = read_one(kind, "项目支出绩效目标申报表（2021年度）", SIDE_BY_SIDE)
    content = reading.content
    assert content.year == 2021
    assert content.funding.total == 300
    assert content.funding.project_total == 900
    assert (content.funding.appropriation, content.funding.other) == (200, 100)
    assert content.goal == "本年治理10公里"
    assert content.long_term_goal == "三年治理30公里"
    assert rows(content) == [
        ("产出指标", "数量指标", "治理长度", "10公里"),
        ("产出指标", "质量指标", "合格率", "≥98%"),
        ("效益指标", "生态效益指标", "水质", "IV类"),
    ]
    said = {note.message for note in reading.notes}
    assert messages.long_term_not_kept(9) in said
    assert messages.multi_year_part("其中：财政拨款", "600") in said


STACKED = """
项目名称 | 数字乡村 »4
项目预算（万元） | 资金总额：80 财政拨款：60 自有资金：20 »4
项目绩效目标 | 长期目标 »2 | 年度目标 »2
^ | 建成平台 »2 | 接入12个村 »2
长期绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值
^ | 产出指标 | 数量指标 | 接入村 | 60个
^ | 效益指标 | 社会效益指标 | 覆盖率 | 100%
年度绩效指标 | 一级指标 | 二级指标 | 指标内容 | 指标值
^ | 产出指标 | 数量指标 | 接入村 | 12个
^ | 效益指标 | 社会效益指标 | 覆盖率 | 20%
填报人：张三 | »2 | 填报日期：2021年3月 »2
"""


@every_kind
def test_of_two_blocks_one_under_the_other_the_annual_one_is_read(kind):
    reading = read_one(kind, "财政支出项目绩效目标申报表", "(2021年度)", STACKED)
    content = reading.content
    assert content.funding.total == 80
    assert (content.funding.appropriation, content.funding.other) == (60, 20)
    assert (content.goal, content.long_term_goal) == ("接入12个村", "建成平台")
    assert rows(content) == [
        ("产出指标", "数量指标", "接入村", "12个"),
        ("效益指标", "社会效益指标", "覆盖率", "20%"),
    ]
    assert [note.message for note in reading.notes] == [messages.long_term_not_kept(8)]


SELF_EVALUATION = """
项目名称 »2 | 图书馆免费开放 »6
主管部门 »2 | 县文旅局 »2 | 实施单位 | 县图书馆 »3
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | 40 | 40 | 38 | 10 | 95% | 9.5
^ | 其中：当年财政拨款 | 30 | 30 | 30 | — | | —
^ | 上年结转资金 | 10 | 10 | 8 | — | | —
年度总体目标 | 预期目标 »3 | 实际完成情况 »4
^ | 全年开放300天 »3 | 开放了305天 »4
绩效指标 | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 | 偏差原因分析及改进措施
^ | 产出指标 | 数量指标 | 开放天数 | ≥300天 | 305天 | 20 |
^ | 满意度指标 | 服务对象满意度指标 | 读者满意度 | ≥90% | 93% | 10 |
总分 »6 | 99.5 »2
"""


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_a_self_evaluation_is_read_for_its_targets_and_called_by_its_name(kind):
    reading = read_one(kind, "项目支出绩效自评表", "（2022年度）", SELF_EVALUATION)
    content = reading.content
    assert content.year == 2022
    assert content.funding.total == 40
    assert (content.funding.appropriation, content.funding.other) == (30, 10)
    assert content.goal == "全年开放300天"
    assert rows(content) == [
        ("产出指标", "数量指标", "开放天数", "≥300天"),
        ("满意度指标", "服务对象满意度指标", "读者满意度", "≥90%"),
    ]
    assert "IMP-SELF-EVALUATION" in {note.code for note in reading.notes}


WIDE = """
单位名称 |项目名称|预算数|年度目标|一级指标|二级指标|三级指标|指标性质|指标值|计量单位|权重
县一中 | 校舍维修 | 50 | 维修教学楼 | 产出指标 | 数量指标 | 维修面积 | ≥ | 2000 | 平方米 | 20
 | | | | 效益指标 | 社会效益指标 | 安全事故 | ＝ | 0 | 起 | 30
 | | | | 成本指标 | 经济成本指标 | 单价 | ≤ | 250 | 元/平方米 | 40
县二中 | 图书购置 | 8.5 | 新增图书 | 产出指标 | 数量指标 | 册数 | ≥ | 3000 | 册 | 50
 | | | | 满意度指标 | 服务对象满意度指标 | 师生满意度 | ≥ | 90 | % | 40
县一中 | 校舍维修 | 50 | 维修教学楼 | 产出指标 | 质量指标 | 合格率 | ＝ | 100 | % | 10
合计 | | 58.5 | | | | | | | |
"""


@every_kind
def test_a_wide_sheet_gives_one_form_a_project(kind):
    readings = read(kind, "2024年项目支出绩效目标表", "单位：万元", WIDE)
    first, second = (reading.content for reading in readings)
    assert (first.unit, first.project, first.funding.total) == ("县一中", "校舍维修", 50)
    assert (second.unit, second.project, second.funding.total) == (
        "县二中",
        "图书购置",
        Decimal("8.5"),
    )
    assert first.year == second.year == 2024
    assert (first.goal, second.goal) == ("维修教学楼", "新增图书")
    assert rows(first) == [
        ("产出指标", "数量指标", "维修面积", "≥2000平方米"),
        ("效益指标", "社会效益指标", "安全事故", "＝0起"),
        ("成本指标", "经济成本指标", "单价", "≤250元/平方米"),
        ("产出指标", "质量指标", "合格率", "＝100%"),
    ]
    assert [one.weight for one in second.indicators] == [50, 40]
    assert [note.message for note in readings[0].notes] == [messages.sum_row("合计")]


def test_a_wide_sheet_with_merged_names_gives_one_form_a_project():
    merged = """
    单位名称 | 项目名称 | 资金总额（元） | 一级指标 | 二级指标 | 三级指标 | 指标值
    农业局 | 沟渠清淤 | 120000 | 产出指标 | 数量指标 | 长度 | 4公里
    ^ | ^ | ^ | ^ | 质量指标 | 合格率 | 100%
    ^ | 病虫害防治 | 45000 | 产出指标 | 数量指标 | 面积 | 900亩
    ^ | ^ | ^ | 满意度指标 | 服务对象满意度指标 | 农户满意度 | ≥90%
    """
    for kind in ("docx", "xlsx"):
        first, second = read(kind, "绩效目标表", merged.replace("\n    ", "\n"))
        assert (first.content.unit, first.content.project) == ("农业局", "沟渠清淤")
        assert (second.content.unit, second.content.project) == ("农业局", "病虫害防治")
        assert first.content.funding.total == 12
        assert second.content.funding.total == Decimal("4.5")
        assert len(first.content.indicators) == len(second.content.indicators) == 2
