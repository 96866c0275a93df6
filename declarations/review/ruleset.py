"""Whether a form is judged by the rules it was submitted by (WFL-RULESET-CHANGED)."""

from ..checks import rules_version
from ..models import Declaration, OfficeEvent, Submission

RULES_CHANGED = (
    "校验规则在这张表送审以后有更新。"
    "下面的自检是按现在的规则重新算的，可能与填报人送审时看到的不同。"
)
_OF_RULES = (OfficeEvent.Deed.RULE_LEVELS, OfficeEvent.Deed.THRESHOLDS)


def rules_changed(declaration: Declaration) -> str:
    """What its reviewer is told where the program, or the levels and numbers of its cycle, changed
    since it was submitted; "" where they did not."""
    sent = declaration.submissions.filter(kind=Submission.Kind.SUBMITTED, withdrawn_at__isnull=True)
    last = sent.defer("snapshot").order_by("-round").first()
    if last is None:
        return ""
    set_anew = OfficeEvent.objects.filter(
        deed__in=_OF_RULES, subject_key=str(declaration.cycle_id), at__gt=last.submitted_at
    )
    is_same = last.rules_version == rules_version() and not set_anew.exists()
    return "" if is_same else RULES_CHANGED
