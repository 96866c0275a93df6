"""A scheme that declarations stand on stays as it is, whatever way one tries."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import F

from declarations.actions import create_declaration
from declarations.checks.examples import CLEAN
from declarations.models import BudgetUnit, Cycle
from declarations.models.cycle import NOT_PUBLISHED
from indicators import frozen
from indicators.frozen import FROZEN, SchemeFrozen
from indicators.models import Scheme, SchemeBranch, SchemeNode
from indicators.models.scheme import NotPublished

from .scheme_trees import COUNTY, SICHUAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return Cycle.objects.create(
        year=2021,
        scheme=Scheme.objects.keep(SICHUAN),
        opens_on="2020-10-01",
        closes_on="2020-12-31",
    )


@pytest.fixture
def declare(cycle):
    unit = BudgetUnit.objects.create(code="1", name="示例局")
    return lambda: create_declaration(CLEAN, unit=unit, cycle=cycle)


@pytest.fixture
def used(declare):
    return declare().scheme


@pytest.fixture
def free():
    return Scheme.objects.keep(COUNTY)


def saved(row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def sql(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def branch_of(scheme):
    return scheme.branches.first()


def node_of(scheme):
    return scheme.nodes()[0]


def another():
    return Scheme.objects.get(code=COUNTY.code)


def replace(table, columns):
    """Put other rows in the place of those that are there, and empty the table where that is
    another way still."""
    if connection.vendor == "sqlite":
        sql(f"REPLACE INTO {table} SELECT {columns} FROM {table}")
    else:
        sql("SET CONSTRAINTS ALL IMMEDIATE")
        sql(f"TRUNCATE {table} CASCADE")


ATTEMPTS = {
    "save": lambda s: saved(s, name="别名"),
    "save one field": lambda s: Scheme(pk=s.pk, form_title="别").save(update_fields=["form_title"]),
    "save a branch": lambda s: saved(branch_of(s), name="别名"),
    "save a node": lambda s: saved(node_of(s), kind="quality"),
    "thaw": lambda s: saved(s, is_frozen=False),
    "thaw by update": lambda s: Scheme.objects.filter(pk=s.pk).update(is_frozen=False),
    "back to draft": lambda s: Scheme.objects.filter(pk=s.pk).update(state="draft"),
    "update": lambda s: Scheme.objects.update(weight_total=90),
    "update an expression": lambda s: Scheme.objects.update(version=F("version") + 1),
    "update columns": lambda s: Scheme.objects.update(columns=["weight"]),
    "update branches": lambda s: SchemeBranch.objects.update(position=F("position") + 1),
    "update nodes": lambda s: SchemeNode.objects.filter(branch__scheme=s).update(help="新的"),
    "bulk_update": lambda s: SchemeNode.objects.bulk_update(
        [SchemeNode(pk=node_of(s).pk, name="别名")], ["name"]
    ),
    "bulk_update schemes": lambda s: Scheme.objects.bulk_update(
        [Scheme(pk=s.pk, other_label="别")], ["other_label"]
    ),
    "create a node": lambda s: SchemeNode.objects.create(
        branch=branch_of(s), position=9, name="新", kind="quality"
    ),
    "create a branch": lambda s: s.branches.create(position=9, name="新"),
    "bulk_create": lambda s: SchemeNode.objects.bulk_create(
        [SchemeNode(branch=branch_of(s), position=9, name="新", kind="quality")]
    ),
    "move a node in": lambda s: saved(node_of(another()), branch=branch_of(s)),
    "move a node out": lambda s: saved(node_of(s), branch=branch_of(another())),
    "move a branch out": lambda s: saved(branch_of(s), scheme=another()),
    "delete a node": lambda s: SchemeNode.objects.filter(name="生态效益指标").delete(),
    "bulk_create that updates": lambda s: SchemeNode.objects.bulk_create(
        [SchemeNode(branch=branch_of(s), position=0, name=node_of(s).name, kind="quality")],
        update_conflicts=True,
        unique_fields=["branch", "name"],
        update_fields=["kind"],
    ),
    "replace schemes": lambda s: replace("indicators_scheme", "*"),
    "replace nodes": lambda s: replace("indicators_schemenode", "*"),
    "replace branches": lambda s: replace("indicators_schemebranch", "*"),
    "replace a node by one of a free scheme": lambda s: SchemeNode.objects.bulk_create(
        [SchemeNode(pk=node_of(s).pk, branch=branch_of(another()), position=9, name="新")],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["branch", "name"],
    ),
    "sql": lambda s: sql("UPDATE indicators_scheme SET name = %s WHERE id = %s", "别名", s.pk),
    "sql on nodes": lambda s: sql("UPDATE indicators_schemenode SET name = %s", "别名"),
    "sql delete": lambda s: sql(
        "DELETE FROM indicators_schemenode WHERE name = %s", "生态效益指标"
    ),
    "sql delete a branch": lambda s: sql(
        "DELETE FROM indicators_schemebranch WHERE name = %s", "项目效益"
    ),
    "sql delete the scheme": lambda s: sql("DELETE FROM indicators_scheme WHERE id = %s", s.pk),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_no_way_leads_around_the_guard(used, free, attempt):
    before = used.tree(), Scheme.objects.filter(pk=used.pk).values().get()
    with pytest.raises(SchemeFrozen, match=FROZEN), transaction.atomic():
        attempt(Scheme.objects.get(pk=used.pk))
    now = Scheme.objects.get(pk=used.pk)
    assert (now.tree(), Scheme.objects.filter(pk=used.pk).values().get()) == before


@pytest.mark.parametrize(
    "attempt", ["save", "save a node", "create a branch", "update", "bulk_create", "thaw"]
)
def test_a_scheme_nobody_used_is_changed_at_will(free, attempt):
    ATTEMPTS[attempt](free)
    free.delete()
    assert not Scheme.objects.exists()


def test_a_frozen_scheme_is_retired_and_does_not_come_back(used):
    saved(used, state=Scheme.State.RETIRED)
    with pytest.raises(SchemeFrozen), transaction.atomic():
        saved(used, state=Scheme.State.PUBLISHED)


def test_a_scheme_is_frozen_by_its_first_declaration(cycle, declare):
    assert not Scheme.objects.get().is_frozen
    declare()
    assert Scheme.objects.get().is_frozen
    assert cycle.scheme.is_frozen
    declare()


def test_no_declaration_stands_on_a_draft(cycle, declare):
    Scheme.objects.update(state=Scheme.State.DRAFT)
    with pytest.raises(NotPublished):
        declare()


def test_a_cycle_takes_published_schemes_alone_and_keeps_one_that_is_retired(cycle, free):
    free.state = Scheme.State.DRAFT
    free.save()
    other = Cycle(year=2022, scheme=free, opens_on="2021-10-01", closes_on="2021-12-31")
    with pytest.raises(ValidationError, match=NOT_PUBLISHED):
        other.full_clean()
    Scheme.objects.filter(pk=cycle.scheme_id).update(state=Scheme.State.RETIRED)
    cycle.full_clean()


def test_an_upgrade_freezes_the_schemes_that_are_used_already(used, free):
    frozen.unguard(connection)
    Scheme.objects.update(is_frozen=False)
    Scheme.objects.filter(pk=used.pk).update(state=Scheme.State.DRAFT)
    executor = MigrationExecutor(connection)
    migration = executor.loader.get_migration("declarations", "0012_freeze_used_schemes")
    migration.operations[0].code(executor.loader.project_state().apps, None)
    frozen.guard(connection)
    state = dict(Scheme.objects.values_list("code", "is_frozen"))
    assert state == {used.code: True, free.code: False}
