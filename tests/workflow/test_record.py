"""The record of deeds: neither the ORM, nor the admin, nor plain SQL changes or deletes it."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import ProtectedError
from django.urls import NoReverseMatch, reverse

from declarations.models import Declaration, Event
from declarations.models.permanent import Permanent

pytestmark = pytest.mark.django_db


@pytest.fixture
def event(draft):
    return draft.events.get()


def orm_deeds(event):
    other = Event(pk=event.pk, declaration=event.declaration, action="submit", to_state="draft")
    events = Event.objects.filter(pk=event.pk)
    return [
        event.save,
        event.delete,
        other.delete,
        events.delete,
        lambda: events.update(comment="改过"),
        lambda: Event.objects.bulk_update([event], ["comment"]),
        lambda: Event.objects.update_or_create(pk=event.pk, defaults={"comment": "改过"}),
        lambda: event.declaration.events.all().delete(),
        lambda: event.declaration.events.update(comment="改过"),
        lambda: Event._base_manager.filter(pk=event.pk).update(comment="改过"),
    ]


@pytest.mark.parametrize("number", range(10))
def test_the_orm_neither_changes_nor_deletes_an_event(event, number):
    deeds = orm_deeds(event)
    assert len(deeds) == 10
    with pytest.raises(Permanent):
        deeds[number]()
    assert event in Event.objects.all()


def test_saving_another_event_over_one_is_refused_by_the_database(event):
    over = Event(pk=event.pk, declaration=event.declaration, action="submit", to_state="draft")
    with pytest.raises(DatabaseError), transaction.atomic():
        over.save()
    assert Event.objects.get(pk=event.pk).action == event.action


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE declarations_event SET comment = 'x'",
        "UPDATE declarations_event SET at = at WHERE id = {pk}",
        "DELETE FROM declarations_event",
        "DELETE FROM declarations_event WHERE id = {pk}",
        "INSERT INTO declarations_event SELECT * FROM declarations_event WHERE id = {pk}",
    ],
)
def test_plain_sql_neither_changes_nor_deletes_an_event(event, statement):
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(pk=event.pk))
    assert Event.objects.get(pk=event.pk).at == event.at


#: What only one of the two databases knows.
OWN_WAYS = {
    "sqlite": "INSERT OR REPLACE INTO declarations_event SELECT * FROM declarations_event",
    "postgresql": "TRUNCATE declarations_event CASCADE",
}


def test_not_even_a_way_of_its_own_empties_the_record(event):
    with (
        pytest.raises(DatabaseError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(OWN_WAYS[connection.vendor])
    assert Event.objects.count() == 1


def test_a_declaration_with_events_is_not_deleted(event):
    with pytest.raises(ProtectedError):
        Declaration.objects.filter(pk=event.declaration_id).delete()


@pytest.mark.parametrize("page", ["changelist", "add", "change", "delete"])
def test_the_admin_knows_no_events(page):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:declarations_event_{page}", args=[1] if page in "changedelete" else [])
