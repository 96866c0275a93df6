"""Which of the forms in a file a unit has already: found by name or by content."""

from collections.abc import Iterable
from functools import cached_property

from ..content import Content
from ..models import BudgetUnit, Cycle, Declaration, Project


class AlreadyThere:
    """The projects and declarations of one unit in one cycle, asked of the database once."""

    def __init__(self, unit: BudgetUnit, cycle: Cycle) -> None:
        self._unit, self._cycle = unit, cycle

    @cached_property
    def projects(self) -> list[Project]:
        """All projects of the unit, the latest last."""
        return list(Project.objects.filter(unit=self._unit).order_by("id"))

    @cached_property
    def _by_name(self) -> dict[str, Project]:
        return {project.name: project for project in self.projects}

    @cached_property
    def declared(self) -> dict[int, int]:
        """The declaration of this cycle by the key of its project; the last version."""
        found = Declaration.objects.filter(project__unit=self._unit, cycle=self._cycle)
        return dict(found.order_by("version").values_list("project_id", "pk"))

    @cached_property
    def _nameless(self) -> list[tuple[int, Content]]:
        found = Declaration.objects.filter(
            project__unit=self._unit, cycle=self._cycle, project_name=""
        )
        return [(one.pk, one.content()) for one in found.with_rows()]

    def project_of(self, content: Content) -> Project | None:
        """The unit's project of the name on the form, the latest of that name."""
        name = content.project.strip()
        return self._by_name.get(name) if name else None

    def declaration_of(self, content: Content) -> int | None:
        """The form of this cycle that is this form already, by its key.

        A form without a name is known again by its goal and rows.
        """
        if content.project.strip():
            project = self.project_of(content)
            return self.declared.get(project.pk) if project else None
        return next((pk for pk, one in self._nameless if _is_same(one, content)), None)


def _is_same(one: Content, other: Content) -> bool:
    return one.goal == other.goal and _rows(one) == _rows(other)


def _rows(content: Content) -> set[tuple[str, str]]:
    return {(row.name, row.value) for row in content.indicators if not row.is_blank}


def fetched(keys: Iterable[int]) -> dict[int, Declaration]:
    """These declarations with all their rows, in a fixed number of queries."""
    return {one.pk: one for one in Declaration.objects.with_rows().filter(pk__in=set(keys))}
