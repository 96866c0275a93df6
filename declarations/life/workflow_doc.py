"""docs/workflow.md: the life of a declaration as a page, printed from its table."""

from collections.abc import Iterator, Mapping

from ..permissions import Verb
from .refusals import SENTENCES
from .workflow_table import STATE_NAMES, TABLE, At, Guard, State

HEAD = """# 申报表的办理流程

<!-- 本页由 `manage.py workflow_doc` 从办理规则生成，不要手改；测试检查它是最新的。 -->

一张申报表的状态只能按下面的规则改变。谁能办、要不要理由、办完到哪一步，都以本表为准。
同一环节有多人时，第一个办理的生效，后来的人会看到是谁在什么时候办的。
每一次办理都有记录（何人、何时、从何状态到何状态、意见、地址），记录不能修改、不能删除。
"""

WHO: Mapping[Verb, str] = {
    Verb.SUBMIT: "本单位填报人",
    Verb.REVIEW: "本环节审核人（未由他人承办；不能审核自己送审的）",
    Verb.ASSIGN: "本环节审核人、管理员",
    Verb.IMPROVE: "评良的审核人",
    Verb.CONFIRM: "本单位填报人（不能是完善的人）",
    Verb.APPROVE: "财政审核人（不能批复自己送审的）",
    Verb.ADJUST: "本单位填报人",
    Verb.REOPEN: "管理员",
}
STAGES: Mapping[At, str] = {At.ANY: "", At.NOT_LAST: "最后环节之前", At.LAST: "最后环节"}
CONDITIONS: Mapping[Guard, str] = {
    Guard.OPEN: "申报期内或延期内（退回后重送、调整不受截止日期限制）",
    Guard.CLEAN: "没有错误",
    Guard.REASONED: "每条提醒已改正或有说明",
    Guard.ANSWERED: "每条退回意见已修改或答复",
    Guard.HAS_STAGE: "批次设有审核环节",
    Guard.NOT_BEGUN: "尚未受理，也未通过任何环节",
    Guard.MINE: "由自己承办",
    Guard.UNCLAIMED: "无人承办",
    Guard.ASSIGNABLE: "对方是本环节审核人，且不是送审人",
    Guard.REMARKED: "至少一条指到单元格的意见",
    Guard.AMOUNT: "填写文号、日期，金额与申报表一致",
    Guard.REASON_AND_BASIS: "填写调整原因和依据",
    Guard.ALONE: "本项目没有其他版本正在办理",
}

TAIL = """
## 说明

- 审核环节由管理员按批次设置，默认：主管部门 → 财政业务股 → 财政绩效股。
- 只有“单位审核”（本单位没有单位审核人时）和“主管部门”（单位没有主管部门时）可以略过。
  其他环节没有人时，申报表停在那里，并通知管理员。
- 最后一个环节评级：优直接待批复；良由审核人直接完善，填报人确认后待批复，不同意则回到最后环节；
  中退回修改，轮次加一；差不予安排，可由管理员重新受理。
- 已批复的申报表锁定。调整是旁边的一个新版本，走同样的流程；新版本批复后，原版本标为“已调整”，
  两个版本都可以查看。
"""


def workflow_doc() -> str:
    """The whole page as Markdown."""
    return "\n".join((HEAD, *_states(), *_rows(), TAIL, *_refusals()))


def _states() -> Iterator[str]:
    yield "## 状态\n"
    yield "| 状态 | 填报人看到 | 审核人看到 |"
    yield "|---|---|---|"
    for state in State:
        yield f"| {state.label} | {' | '.join(STATE_NAMES[state])} |"


def _rows() -> Iterator[str]:
    yield "\n## 办理\n"
    yield "| 状态 | 办理（填报人所见 / 审核人所见） | 谁 | 环节 | 理由 | 条件 | 之后 |"
    yield "|---|---|---|---|---|---|---|"
    for row in TABLE:
        names = row.filler if row.filler == row.reviewer else f"{row.filler} / {row.reviewer}"
        after = State(row.to).label if row.to else "不变"
        cells = (
            *(State(row.state).label, names, WHO[row.verb], STAGES[row.at]),
            *(
                "必填" if row.needs_comment else "",
                "；".join(CONDITIONS[one] for one in row.guards),
            ),
            after + ("，轮次加一" if row.starts_round else ""),
        )
        yield f"| {' | '.join(cells)} |"


def _refusals() -> Iterator[str]:
    yield "## 不能办理时的提示\n"
    yield "| 代码 | 提示 |"
    yield "|---|---|"
    yield from (f"| {code} | {sentence} |" for code, sentence in SENTENCES.items())
    yield ""
