"""The first administrator of a new installation."""

import io

import pytest
from django.core.management import CommandError, call_command

from declarations.models import BudgetUnit, Membership, OfficeEvent, User
from declarations.office.record import Deed
from declarations.permissions import can_administer, can_set_rules
from indicators.models import LibraryIndicator, Scheme

pytestmark = pytest.mark.django_db
PASSWORD = "Vb7-kites-over-town"


@pytest.fixture
def create(monkeypatch):
    """Runs the command with this password on its standard input."""

    def run(username="keeper", password=PASSWORD, code="101", name="青山县财政局"):
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
        call_command(
            "create_administrator", username, unit_code=code, unit_name=name, stdout=io.StringIO()
        )
        return User.objects.get(username=username)

    return run


def test_an_empty_installation_gets_an_administrator_and_all_he_needs(create, client):
    user = create()
    assert client.login(username="keeper", password=PASSWORD)
    assert user.is_superuser
    assert can_administer(user)
    assert can_set_rules(user)
    assert BudgetUnit.objects.get().name == "青山县财政局"
    line = OfficeEvent.objects.get()
    assert (line.deed, line.by, line.subject_key) == (Deed.PERSON_MADE, None, str(user.pk))
    assert Scheme.objects.exists()
    assert LibraryIndicator.objects.exists()


def test_a_unit_that_is_there_keeps_its_name(create):
    unit = BudgetUnit.objects.create(code="101", name="青山县财政局")
    user = create(name="另一个名称")
    assert user.memberships.get().unit == unit
    assert user.memberships.get().role == Membership.Role.ADMINISTRATOR
    unit.refresh_from_db()
    assert unit.name == "青山县财政局"


@pytest.mark.parametrize(
    "wrong",
    [{"password": ""}, {"password": "12345678"}, {"username": "a b"}, {"code": ""}, {"name": ""}],
    ids=["no password", "weak password", "username", "no code", "no name"],
)
def test_what_is_wrong_is_said_and_nothing_is_made(create, wrong):
    with pytest.raises(CommandError):
        create(**wrong)
    assert not User.objects.exists()
    assert not BudgetUnit.objects.exists()


def test_a_person_who_is_there_is_not_changed(create):
    User.objects.create_user("keeper", password="another-secret-of-his")
    with pytest.raises(CommandError):
        create()
    user = User.objects.get()
    assert user.check_password("another-secret-of-his")
    assert not user.is_superuser
