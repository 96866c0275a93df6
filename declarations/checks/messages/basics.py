"""Texts of the checks of the head of the form."""

from .text import Text

TEXTS = {
    "IMP-FRAGMENT": Text(
        "表格不完整",
        "这份表不完整，缺少{parts}。",
        "请补齐缺少的部分，再送审。",
        "残缺的表无法审核；从文档导入时，表头或表尾可能在原文件里已经丢失。",
        names_fault=True,
    ),
    "BAS-PROJECT-NAME": Text(
        "项目名称必填",
        "项目名称没有填写。",
        "请填写项目名称，应与部门预算中的项目名称一致。",
        "没有项目名称，申报表无法与预算项目对应。",
    ),
    "BAS-UNIT": Text(
        "预算单位必填",
        "预算单位没有填写。",
        "请填写预算单位的全称。",
        "没有预算单位，无法确定由谁申报、由谁审核。",
    ),
    "BAS-YEAR": Text(
        "年度与申报批次一致",
        "{observed}，应为{expected}。",
        "请把年度改为预算所属的年份。",
        "绩效目标按预算年度申报，年度错了会归到别的批次。",
    ),
    "BAS-GOAL": Text(
        "年度目标必填",
        "年度目标没有填写。",
        "请写明本年度用这笔资金做什么、达到什么效果。",
        "年度目标是各项指标的依据，没有目标无法判断指标是否合适。",
    ),
}

PART_HEAD = "表头（年度、预算单位）"
PART_INDICATORS = "绩效指标"
PART_TAIL = "效益指标和满意度指标"

YEAR_MISSING = "年度没有填写"
YEAR_IS = "年度是{year}"
YEAR_EXPECTED = "{year}年"
YEAR_ANY = "预算所属的年份"
