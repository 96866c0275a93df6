"""Why the workflow refuses, in the words that the page shows. Each reason has a stable code."""

from collections.abc import Mapping


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A deed that may not be done now: ``code``, and the sentence. Nothing was changed."""

    def __init__(self, code: str, sentence: str = "", **said: object) -> None:
        super().__init__(sentence or SENTENCES[code].format(**said))
        self.code = code


SENTENCES: Mapping[str, str] = {
    # The state and the person
    "WFL-STATE": "这张申报表现在是“{state}”，不能“{action}”。",
    "WFL-DELETED": "这张申报表已经移入回收站，先恢复它再办理。",
    "WFL-STALE": "{who}已于{at}办理了“{action}”，这张申报表现在是“{state}”。请刷新后再办。",
    "WFL-NOT-YOURS": "“{action}”由{role}办理，您不是{role}。",
    "WFL-ASSIGNED": "这张申报表由{who}承办。需要您来办的，请先改派给您。",
    "WFL-NOT-MINE": "“{action}”由承办人办理，请先受理这张申报表。",
    "WFL-SELF-APPROVE": "这张申报表是您自己送审的，不能由您审核。请同一环节的其他审核人办理。",
    "WFL-SELF-CONFIRM": "内容是您自己完善的，不能由您确认。请本单位其他填报人确认。",
    "WFL-NOT-LAST": "“{stage}”是最后一个审核环节，请评级（优、良、中、差）或退回。",
    "WFL-NOT-YET-LAST": "“{stage}”之后还有审核环节，请选择通过或退回；评级由最后一个环节办理。",
    # What is to be said with it
    "WFL-COMMENT": "“{action}”必须写明理由。",
    "WFL-RETURN-REASON": "请至少指出一处需要修改的内容：在表上点选单元格，写下意见，再退回。",
    "WFL-REMARK-EMPTY": "请写明意见。",
    "WFL-REMARK-PLACE": "表上没有这个位置，它可能刚刚改过。请刷新后再写意见。",
    "WFL-REMARK-LATE": "这张申报表现在不在审核中，不能写意见。",
    "WFL-REMARK-SENT": "这条意见已经发出，不能收回。",
    "WFL-ASSIGN-TO": "请选择改派给谁。",
    "WFL-ASSIGN-WRONG": "{who}不能办理这张申报表，请改派给本环节的其他审核人。",
    "WFL-APPROVE-NUMBER": "请填写批复文号和批复日期。",
    "WFL-APPROVE-AMOUNT": (
        "批复金额{approved}万元与申报表的年度资金总额{stated}万元不一致，请核对；"
        "确需改变金额的，请退回调整。"
    ),
    "WFL-ADJUST-REASON": "请填写调整原因和调整依据（文号）。",
    # Sending on
    "WFL-ERRORS": "还有{n}处错误，改正后才能送审。",
    "WFL-WARN-REASON": "还有{n}条提醒既没有改正也没有说明，请改正或者写明理由。",
    "WFL-UNRESOLVED": "还有{n}条退回意见没有处理：请修改所指的内容，或者答复。",
    "WFL-NOT-OPEN": "{cycle}的申报还没有开始，{opens}起可以送审。",
    "WFL-PREPARING": "{cycle}还在准备，开始申报后才能送审。",
    "WFL-CLOSED": "{cycle}的申报已经结束，不能再送审。确需送审的，请联系管理员。",
    "WFL-DEADLINE": "已过截止日期{closes}。确需送审的，请向管理员申请延期。",
    "WFL-NO-STAGES": "{cycle}还没有可以办理的审核环节，请联系管理员设置。",
    "WFL-CLAIMED": "审核已经开始，不能撤回。需要修改的，请联系审核人退回。",
    "WFL-UNDER-WAY": "这个项目本年度已有一个版本正在办理，请先办完。",
    "WFL-LOCKED": "已批复的申报表不能修改，需要改变的，请申请调整。",
}
