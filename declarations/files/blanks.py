"""The key of a blank (填报模板): for which declaration it was downloaded, and in which state.

The key is signed, so that nobody writes one himself; whether the one who uploads it may fill that
form is asked again, so that a blank of another unit opens nothing.
"""

from dataclasses import dataclass

from django.core import signing

from ..examining.checking import Checked
from ..models import BudgetUnit, Cycle, Declaration, User
from ..sheet.blank import write_blank
from .replacing import fingerprint

_SALT = "declarations.blank"

TAMPERED = (
    "文件里的模板编号被改动过，不能按模板导入。请重新下载填报模板，把填好的内容复制进去再导入。"
)
NOT_YOURS = (
    "这份填报模板对应的申报表不是您填报的，或者已经删除。"
    "请下载自己单位的模板；要借用这份内容的，请把它复制到新建的文件里再导入。"
)
OF_ANOTHER = "这是{unit}{cycle}的填报模板，和这次导入的单位或年度不一致。请重新选择单位和申报批次。"


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """A blank that is not taken; its text is the message to show."""


@dataclass(frozen=True, slots=True)
class Blank:
    """What a blank was made from: the declaration, and its fingerprint at that time."""

    declaration: int
    fingerprint: str


def blank_of(checked: Checked) -> bytes:
    """The blank of a stored declaration, with all that it says now. Raises sheet.TooLong."""
    key = signing.dumps([checked.declaration.pk, fingerprint(checked.content)], salt=_SALT)
    return write_blank(checked.content, checked.tree, key)


def recognised(key: str, cycle: Cycle, unit: BudgetUnit | None, user: User | None) -> Blank:
    """The blank with this key. ``user``: who uploads it; None is an administrator's command.

    Raises Refused where the key is not ours, or the form not his or not in this cycle and unit.
    """
    try:
        pk, seen = signing.loads(key, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise Refused(TAMPERED) from None
    forms = Declaration.objects.with_names()
    if user is not None:
        forms = forms.filter(project__unit__in=BudgetUnit.objects.filled_by(user))
    found = forms.filter(pk=pk).first()
    if found is None:
        raise Refused(NOT_YOURS)
    if found.cycle_id != cycle.pk or (unit is not None and found.project.unit_id != unit.pk):
        raise Refused(OF_ANOTHER.format(unit=found.unit, cycle=found.cycle))
    return Blank(pk, seen)
