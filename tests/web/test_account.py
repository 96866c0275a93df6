"""A person's own account: the first password, and whom he works for."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from declarations import permissions
from declarations.actions import create_declaration
from declarations.forms import messages
from declarations.models import BudgetUnit, Cycle, Declaration, Membership, SignInTries
from declarations.models.organisation import UNIT_ABOVE_ITSELF
from declarations.office import sign_in

from .conftest import GOOD, PASSWORD

Role = Membership.Role
OWN = "Vb7-kites-over-town"


@pytest.fixture
def newcomer(filler):
    filler.must_change_password = True
    filler.save()
    return filler


def change(client, new=OWN, old=PASSWORD):
    typed = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("password"), typed)


def test_a_newcomer_chooses_his_own_password_before_anything_else(client, newcomer, declaration):
    client.force_login(newcomer)
    for name in ("home", "list", "new"):
        assert client.get(reverse(name))["Location"] == reverse("password")
    assert change(client)["Location"] == reverse("home")
    assert client.get(reverse("home")).status_code == 200
    assert client.login(username=newcomer.username, password=OWN)


def test_the_password_he_was_given_is_not_his_own(client, newcomer):
    client.force_login(newcomer)
    assert messages.SAME_AS_BEFORE in change(client, new=PASSWORD).content.decode()
    newcomer.refresh_from_db()
    assert newcomer.must_change_password


def test_a_newcomer_may_leave_without_choosing_one(client, newcomer):
    client.force_login(newcomer)
    assert client.post(reverse("logout"))["Location"] == reverse("login")


@pytest.fixture
def two_forms(bureau, school, cycle):
    return [create_declaration(GOOD, unit=unit, cycle=cycle) for unit in (bureau, school)]


def listed(client):
    return {one.declaration.pk for one in client.get(reverse("list")).context["examined"]}


def test_one_who_works_for_two_units_lists_and_makes_for_the_one_he_chose(
    as_filler, filler, bureau, school, two_forms
):
    Membership.objects.create(user=filler, unit=school, role=Role.FILLER)
    assert listed(as_filler) == {one.pk for one in two_forms}
    as_filler.post(reverse("choose_unit"), {"unit": school.pk})
    assert listed(as_filler) == {two_forms[1].pk}
    assert as_filler.get(reverse("home")).context["count"] == 1
    offered = as_filler.get(reverse("new")).context["form"].fields["unit"].queryset
    assert list(offered) == [school]
    assert as_filler.get(reverse("declaration", args=[two_forms[0].pk])).status_code == 200
    as_filler.post(reverse("choose_unit"), {"unit": ""})
    assert listed(as_filler) == {one.pk for one in two_forms}


def test_the_unit_says_in_which_capacity_one_lists(client, person, bureau, school, two_forms):
    """Filler of the school and reviewer of the bureau: for the school he sees the school's."""
    user = person("both", school, Role.FILLER)
    Membership.objects.create(user=user, unit=bureau, role=Role.FINANCE_REVIEWER)
    client.force_login(user)
    client.post(reverse("choose_unit"), {"unit": school.pk})
    assert listed(client) == {two_forms[1].pk}
    client.post(reverse("choose_unit"), {"unit": bureau.pk})
    assert listed(client) == {one.pk for one in two_forms}
    refused = client.get(reverse("new"))
    assert refused.status_code == 403
    reason = permissions.NOT_A_FILLER_HERE.format(unit=bureau)
    assert reason in refused.content.decode()


def test_nobody_works_for_a_unit_he_has_no_post_in(as_filler, school, two_forms):
    as_filler.post(reverse("choose_unit"), {"unit": school.pk})
    assert listed(as_filler) == {two_forms[0].pk}


@pytest.mark.parametrize(("back", "goes_to"), [("/rules/", "/rules/"), ("//elsewhere/", "/")])
def test_the_switch_leads_back_to_a_page_of_ours(as_filler, back, goes_to):
    assert as_filler.post(reverse("choose_unit"), {"next": back})["Location"] == goes_to


def test_a_department_sees_the_units_of_all_levels_below_it(person, government, bureau, cycle):
    office = BudgetUnit.objects.create(code="101001", name="青山县财政局信息中心", superior=bureau)
    declaration = create_declaration(GOOD, unit=office, cycle=cycle)
    for unit, sees in ((government, True), (bureau, True), (office, False)):
        user = person(f"reviewer-{unit.code}", unit, Role.DEPARTMENT_REVIEWER)
        assert Declaration.objects.visible_to(user).filter(pk=declaration.pk).exists() == sees


def test_a_unit_stands_neither_above_itself_nor_above_what_is_above_it(government, bureau):
    for superior in (bureau, government):
        government.superior = superior
        with pytest.raises(Exception, match=UNIT_ABOVE_ITSELF.format(unit=superior)):
            government.full_clean()


@pytest.mark.parametrize("status", [Cycle.Status.PREPARING, Cycle.Status.CLOSED])
def test_no_form_is_made_or_imported_in_a_cycle_that_is_not_open(as_filler, cycle, status):
    cycle.status = status
    cycle.save()
    for name in ("new", "import"):
        refused = as_filler.get(reverse(name))
        assert refused.status_code == 403
        assert permissions.NONE_OPEN in refused.content.decode()


def test_only_open_cycles_are_offered(as_filler, bureau, cycle):
    closed = Cycle.objects.create(
        year=2020,
        scheme=cycle.scheme,
        opens_on="2019-10-01",
        closes_on="2019-12-31",
        status=Cycle.Status.CLOSED,
    )
    for name in ("new", "import"):
        offered = as_filler.get(reverse(name)).context["form"].fields["cycle"].queryset
        assert list(offered) == [cycle]
    typed = {"unit": bureau.pk, "cycle": closed.pk, "project_name": "乡镇财务人员培训"}
    assert as_filler.post(reverse("new"), typed).status_code == 200
    assert not Declaration.objects.exists()


def test_the_desk_shows_the_open_cycle_and_not_the_one_that_is_prepared(as_filler, cycle):
    Cycle.objects.create(
        year=2022,
        scheme=cycle.scheme,
        opens_on="2021-10-01",
        closes_on="2021-12-31",
        status=Cycle.Status.PREPARING,
    )
    assert as_filler.get(reverse("home")).context["cycle"] == cycle


# Guessing passwords

TIGHT = sign_in.MOST_TRIES


def try_in(client, password="wrong", username="filler", machine="192.0.2.7"):
    typed = {"username": username, "password": password}
    return client.post(reverse("login"), typed, REMOTE_ADDR=machine)


def why(response):
    return response.context["form"].errors.as_data()["__all__"][0]


def locked_out(client, **who):
    for _ in range(TIGHT):
        response = try_in(client, **who)
    return response


def test_who_is_wrong_once_too_often_waits_even_with_the_right_password(client, filler):
    left = [why(try_in(client)).params.get("left") for _ in range(TIGHT)]
    assert left == [4, 3, 2, 1, None]
    refused = why(try_in(client, PASSWORD))
    assert (refused.code, refused.params["minutes"]) == ("locked", 15)
    assert refused.message == messages.LOCKED_OUT
    assert "_auth_user_id" not in client.session


def test_the_wait_is_over_after_its_minutes_and_is_not_drawn_out_by_trying(client, filler):
    locked_out(client)
    for minutes, ago in ((10, 5), (1, 14.5)):
        last = timezone.now() - timedelta(minutes=ago)
        SignInTries.objects.update(last_at=last)
        assert why(try_in(client, PASSWORD)).params["minutes"] == minutes
    SignInTries.objects.update(last_at=timezone.now() - sign_in.PAUSE)
    assert try_in(client, PASSWORD)["Location"] == reverse("home")


def test_who_gets_in_begins_to_count_anew(client, filler):
    for _ in range(TIGHT - 1):
        try_in(client)
    assert try_in(client, PASSWORD).status_code == 302
    assert not SignInTries.objects.exists()


def test_neither_another_name_nor_another_machine_has_to_wait(client, filler, stranger):
    locked_out(client)
    assert try_in(type(client)(), PASSWORD, "stranger").status_code == 302
    assert try_in(type(client)(), PASSWORD, machine="192.0.2.8").status_code == 302


def test_a_name_that_nobody_has_waits_like_any_other(client, db):
    locked_out(client, username="nobody")
    assert why(try_in(client, username="nobody")).code == "locked"


def test_an_administrator_ends_the_wait_with_a_new_password(as_administrator, filler):
    elsewhere = type(as_administrator)()
    locked_out(elsewhere)
    page = reverse("person", args=[filler.pk])
    assert as_administrator.get(page).context["locked"] == 15
    response = as_administrator.post(reverse("reset_password", args=[filler.pk]))
    (issued,) = response.context["issued"]
    assert try_in(elsewhere, issued.password).status_code == 302
    assert as_administrator.get(page).context["locked"] == 0


def test_tries_that_are_over_are_forgotten(client, filler):
    try_in(client, username="nobody")
    SignInTries.objects.update(last_at=timezone.now() - sign_in.PAUSE)
    try_in(client)
    assert [one.username for one in SignInTries.objects.all()] == ["filler"]


def test_without_a_password_no_try_is_taken(client, filler):
    try_in(client, "")
    assert not SignInTries.objects.exists()
