"""The records of deeds: neither the ORM, nor the admin, nor plain SQL changes or deletes them."""

from copy import copy

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.urls import NoReverseMatch, reverse

from declarations.models import Declaration, Event, OfficeEvent
from declarations.models.permanent import Permanent
from declarations.office.record import note

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(draft):
    return draft.events.get()


@pytest.fixture(params=["of a declaration", "of the office"])
def line(request, event, staff):
    """A line of each of the two records."""
    if request.param == "of a declaration":
        return event
    keeper = staff["administrator@own"]
    return note(OfficeEvent.Deed.UNIT_MADE, event.declaration.unit, by=keeper)


#: A text of a line that somebody might want to change.
TEXTS = {Event: "comment", OfficeEvent: "detail"}


def orm_deeds(line):
    model, text = type(line), TEXTS[type(line)]
    same = model(pk=line.pk)
    lines = model.objects.filter(pk=line.pk)
    return [
        line.save,
        line.delete,
        same.delete,
        lines.delete,
        lambda: lines.update(**{text: "改过"}),
        lambda: model.objects.bulk_update([line], [text]),
        lambda: model.objects.update_or_create(pk=line.pk, defaults={text: "改过"}),
        lambda: model._base_manager.filter(pk=line.pk).update(**{text: "改过"}),
    ]


@pytest.mark.parametrize("number", range(8))
def test_the_orm_neither_changes_nor_deletes_a_line(line, number):
    deeds = orm_deeds(line)
    assert len(deeds) == 8
    with pytest.raises(Permanent):
        deeds[number]()
    assert line in type(line).objects.all()


def test_a_declaration_neither_changes_nor_deletes_its_events(event):
    for deed in (
        lambda: event.declaration.events.all().delete(),
        lambda: event.declaration.events.update(comment="改过"),
    ):
        with pytest.raises(Permanent):
            deed()
    assert event in Event.objects.all()


def test_saving_another_line_over_one_is_refused_by_the_database(line):
    over = copy(line)
    over._state.adding = True
    with pytest.raises(DatabaseError), transaction.atomic():
        over.save()
    assert type(line).objects.get(pk=line.pk).at == line.at


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {table} SET {text} = 'x'",
        "UPDATE {table} SET at = at WHERE id = {pk}",
        "DELETE FROM {table}",
        "DELETE FROM {table} WHERE id = {pk}",
        "INSERT INTO {table} SELECT * FROM {table} WHERE id = {pk}",
    ],
)
def test_plain_sql_neither_changes_nor_deletes_a_line(line, statement):
    model = type(line)
    parts = {"table": model._meta.db_table, "text": TEXTS[model], "pk": line.pk}
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(**parts))
    assert model.objects.get(pk=line.pk).at == line.at


#: What only one of the two databases knows.
OWN_WAYS = {
    "sqlite": "INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    "postgresql": "TRUNCATE {table} CASCADE",
}


def test_not_even_a_way_of_its_own_empties_a_record(line):
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(OWN_WAYS[connection.vendor].format(table=line._meta.db_table))
    assert type(line).objects.count() == 1


def test_a_declaration_with_events_is_not_deleted(event):
    with pytest.raises(ProtectedError):
        Declaration.objects.filter(pk=event.declaration_id).delete()


@pytest.mark.parametrize("page", ["changelist", "add", "change", "delete"])
@pytest.mark.parametrize("model", ["event", "officeevent"])
def test_the_admin_knows_no_events(page, model):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:declarations_{model}_{page}", args=[1] if page in "changedelete" else [])
