"""How often the library's indicators stand on forms that are submitted, and on returned ones.

Each form counts once: not again when it is submitted after a return or a withdrawal.
"""

from indicators import library

from ..models import Declaration, Indicator, Submission


def count_use(declaration: Declaration) -> None:
    """Before its submission is kept: counts the first one."""
    kept = Submission.objects.filter(declaration=declaration, kind=Submission.Kind.SUBMITTED)
    if not kept.exists():
        library.used(_rows(declaration), declaration.unit.code)


def count_return(declaration: Declaration) -> None:
    """Before its next round begins: counts the first return."""
    if declaration.round == 1:
        library.returned(_rows(declaration), declaration.unit.code)


def _rows(declaration: Declaration) -> list[tuple[str, str]]:
    """The rows as the library knows them: kind and name."""
    rows = Indicator.objects.filter(declaration=declaration, node__isnull=False).exclude(name="")
    return list(rows.values_list("node__kind", "name"))
