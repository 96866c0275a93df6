"""An administrator keeps units and people: made, deactivated, handed over, never lost."""

import pytest
from django.urls import reverse

from declarations.actions import create_declaration
from declarations.forms import office_messages as messages
from declarations.models import BudgetUnit, Declaration, Event, Membership, Upload, User
from declarations.models.organisation import UNIT_ABOVE_ITSELF
from declarations.office import people, units

from .conftest import GOOD, PASSWORD, Role


def post(client, page, /, *args, **data):
    return client.post(reverse(page, args=args), data)


# Units


def test_a_unit_is_made_below_its_superior_and_stands_there_in_the_tree(
    as_administrator, government, bureau
):
    post(as_administrator, "new_unit", code="101001", name="信息中心", superior="101")
    made = BudgetUnit.objects.get(code="101001")
    assert made.superior == bureau
    branches = as_administrator.get(reverse("units")).context["branches"]
    assert [(each.unit.code, each.depth) for each in branches] == [
        ("1", 0),
        ("101", 1),
        ("101001", 2),
    ]
    assert sum(len(each.ends) for each in branches) == sum(each.opens for each in branches)


def test_the_tree_is_drawn_with_few_queries(
    as_administrator, bureau, django_assert_max_num_queries
):
    for number in range(30):
        BudgetUnit.objects.create(code=f"101{number:03}", name=f"单位{number}", superior=bureau)
    with django_assert_max_num_queries(6):
        page = as_administrator.get(reverse("units")).content.decode()
    assert page.count("<ul>") == page.count("</ul>")
    assert page.count("<details") == page.count("</details>")


def test_a_unit_is_not_put_below_itself(as_administrator, government, bureau):
    response = post(
        as_administrator, "unit", government.pk, code="1", name=government.name, superior="101"
    )
    expected = UNIT_ABOVE_ITSELF.format(unit=bureau)
    assert response.context["form"].errors["superior"] == [expected]


@pytest.mark.parametrize("what", ["unit", "project", "post"])
def test_a_unit_on_which_something_hangs_is_not_deleted(
    as_administrator, person, school, cycle, what
):
    if what == "unit":
        BudgetUnit.objects.create(code="102001", name="分校", superior=school)
    elif what == "project":
        create_declaration(GOOD, unit=school, cycle=cycle)
    else:
        person("teacher", school, Role.FILLER)
    refused = units.may_delete(school)
    assert not refused
    page = as_administrator.post(reverse("delete_unit", args=[school.pk]), follow=True)
    assert refused.reason in page.content.decode()
    assert BudgetUnit.objects.filter(pk=school.pk).exists()


def test_a_unit_nobody_needs_is_deleted(as_administrator, school):
    post(as_administrator, "delete_unit", school.pk)
    assert not BudgetUnit.objects.filter(pk=school.pk).exists()


def test_a_unit_is_deactivated_from_below_and_activated_from_above(
    as_administrator, government, bureau
):
    post(as_administrator, "set_unit_active", government.pk, active="0")
    government.refresh_from_db()
    assert government.is_active
    for unit in (bureau, government):
        post(as_administrator, "set_unit_active", unit.pk, active="0")
    assert not BudgetUnit.objects.in_use().exists()
    post(as_administrator, "set_unit_active", bureau.pk, active="1")
    assert not BudgetUnit.objects.in_use().exists()
    for unit in (government, bureau):
        post(as_administrator, "set_unit_active", unit.pk, active="1")
    assert BudgetUnit.objects.in_use().count() == 2


def test_no_form_is_made_for_a_unit_that_is_not_in_use(as_filler, bureau, cycle):
    units.set_active(bureau, False)
    assert as_filler.get(reverse("new")).status_code == 403


# People

TYPED = {
    "username": "zhangsan",
    "full_name": "张三",
    "email": "",
    "unit": "101",
    "role": Role.FILLER,
    "desk": "",
}


def test_a_person_is_made_with_a_post_and_a_password_that_is_shown_once(
    as_administrator, client, bureau
):
    response = post(as_administrator, "new_person", **TYPED)
    (issued,) = response.context["issued"]
    assert issued.password in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    made = User.objects.get(username="zhangsan")
    assert made.units_as(Membership.FILLS) == [bureau.pk]
    page = as_administrator.get(reverse("person", args=[made.pk]))
    assert issued.password not in page.content.decode()
    assert client.login(username="zhangsan", password=issued.password)
    assert client.get(reverse("home"))["Location"] == reverse("password")


def test_a_person_is_made_in_the_unit_of_the_address_if_there_is_one(as_administrator, bureau):
    def chosen(unit):
        page = as_administrator.get(reverse("new_person"), {"unit": unit})
        return page.context["post"].initial["unit"]

    assert [chosen(bureau.pk), chosen("x"), chosen("")] == [bureau, None, None]


@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ({"unit": "999"}, "unit", messages.NO_SUCH_UNIT % {"text": "999"}),
        ({"desk": "业务股"}, "desk", messages.DESK_OF_OTHERS),
    ],
)
def test_a_post_that_cannot_be_is_refused(as_administrator, changes, field, expected):
    response = post(as_administrator, "new_person", **TYPED | changes)
    assert response.context["post"].errors[field] == [expected]
    assert not User.objects.filter(username="zhangsan").exists()


def test_nobody_gets_a_post_in_a_unit_that_is_not_in_use(as_administrator, filler, school):
    units.set_active(school, False)
    response = post(as_administrator, "add_post", filler.pk, unit="102", role=Role.FILLER, desk="")
    assert response.context["post"].errors["unit"] == [messages.UNIT_OFF % {"unit": school}]


def test_a_person_has_posts_in_several_units_and_each_once(as_administrator, filler, school):
    for _ in range(2):
        post(as_administrator, "add_post", filler.pk, unit="102", role=Role.FILLER, desk="")
    assert filler.memberships.count() == 2
    own = filler.memberships.get(unit=school)
    post(as_administrator, "remove_post", filler.pk, own.pk)
    assert filler.memberships.count() == 1


def test_a_reset_voids_the_old_password_and_the_sessions(as_administrator, client, filler):
    elsewhere = type(client)()
    elsewhere.force_login(filler)
    response = post(as_administrator, "reset_password", filler.pk)
    (issued,) = response.context["issued"]
    assert elsewhere.get(reverse("home"))["Location"].startswith(reverse("login"))
    assert not elsewhere.login(username="filler", password=PASSWORD)
    assert elsewhere.login(username="filler", password=issued.password)
    assert elsewhere.get(reverse("list"))["Location"] == reverse("password")


def test_a_deactivated_person_cannot_sign_in_and_can_be_called_back(
    as_administrator, client, filler
):
    elsewhere = type(client)()
    post(as_administrator, "set_person_active", filler.pk, active="0")
    assert not elsewhere.login(username="filler", password=PASSWORD)
    post(as_administrator, "set_person_active", filler.pk, active="1")
    assert elsewhere.login(username="filler", password=PASSWORD)


def test_an_office_keeps_an_administrator(as_administrator):
    keeper = User.objects.get(username="keeper")
    for name, data in (("set_person_active", {"active": "0"}), ("delete_person", {})):
        post(as_administrator, name, keeper.pk, **data)
    own = keeper.memberships.get()
    page = as_administrator.post(reverse("remove_post", args=[keeper.pk, own.pk]), follow=True)
    assert people.LAST_ADMINISTRATOR.format(user=keeper) in page.content.decode()
    keeper.refresh_from_db()
    assert keeper.is_active
    assert keeper.is_administrator


def test_two_administrators_do_not_take_each_other_away(as_administrator, person, bureau):
    """The one who comes second has been deactivated himself, while his request was under way."""
    keeper, other = User.objects.get(username="keeper"), person("other", bureau, Role.ADMINISTRATOR)
    people.set_active(keeper, False)
    last = people.LAST_ADMINISTRATOR.format(user=other)
    assert people.may_deactivate(other, keeper).reason == last
    assert people.may_delete(other, keeper).reason == last
    assert people.may_remove_post(other.memberships.get()).reason == last


def test_the_last_but_one_administrator_may_go(as_administrator, person, bureau):
    other = person("other", bureau, Role.ADMINISTRATOR)
    post(as_administrator, "set_person_active", other.pk, active="0")
    other.refresh_from_db()
    assert not other.is_active


def test_one_who_has_worked_is_not_deleted_and_one_who_has_not_is(
    as_administrator, filler, stranger, bureau, cycle
):
    create_declaration(GOOD, unit=bureau, cycle=cycle, by=filler)
    for user in (filler, stranger):
        post(as_administrator, "delete_person", user.pk)
    assert User.objects.filter(pk=filler.pk).exists()
    assert not User.objects.filter(pk=stranger.pk).exists()


def test_the_work_of_a_filler_goes_to_another(
    as_administrator, client, filler, stranger, bureau, school, cycle
):
    begun = create_declaration(GOOD, unit=bureau, cycle=cycle, by=filler)
    Declaration.objects.filter(pk=begun.pk).update(round=2)
    create_declaration(GOOD, unit=bureau, cycle=cycle)
    upload = Upload.objects.create(user=filler, unit=bureau, cycle=cycle)
    response = post(as_administrator, "hand_over", filler.pk, taker="stranger")
    assert response["Location"] == reverse("person", args=[stranger.pk])
    fresh = User.objects.get(pk=stranger.pk)
    assert set(fresh.units_as(Membership.FILLS)) == {bureau.pk, school.pk}
    assert not User.objects.get(pk=filler.pk).fills_forms
    upload.refresh_from_db()
    assert upload.user == stranger
    handed = Event.objects.get(action=people.HAND_OVER)
    assert (handed.declaration, handed.by.username, handed.round) == (begun, "keeper", 2)
    client.force_login(stranger)
    assert client.get(reverse("edit", args=[begun.pk, "basics"])).status_code == 200


@pytest.mark.parametrize(
    ("taker", "reason"),
    [
        ("filler", people.SAME_PERSON),
        ("nobody", messages.NO_SUCH_PERSON % {"text": "nobody"}),
        ("stranger", people.NOT_IN_USE.format(user="stranger")),
    ],
)
def test_work_goes_only_to_another_person_in_use(as_administrator, filler, stranger, taker, reason):
    people.set_active(stranger, False)
    response = post(as_administrator, "hand_over", filler.pk, taker=taker)
    assert response.context["hand_over"].errors["taker"] == [reason]
    assert User.objects.get(pk=filler.pk).fills_forms


def test_people_are_found_by_name_unit_role_and_state(as_administrator, filler, stranger):
    people.set_active(stranger, False)

    def found(**query):
        page = as_administrator.get(reverse("people"), query).context["page"]
        return {user.username for user in page}

    assert found() == {"filler", "keeper"}
    assert found(q="财政局", role=Role.FILLER) == {"filler"}
    assert found(state="off") == {"stranger"}
    assert found(state="all", q="102") == {"stranger"}


def test_an_administrator_does_not_become_the_highest_one(as_administrator):
    highest = User.objects.create_superuser("highest", password=PASSWORD)
    for name, data in (
        ("reset_password", {}),
        ("set_person_active", {"active": "0"}),
        ("delete_person", {}),
    ):
        url = reverse(name, args=[highest.pk])
        page = as_administrator.post(url, data, follow=True)
        assert people.ALMIGHTY.format(user=highest) in page.content.decode()
    assert as_administrator.login(username="highest", password=PASSWORD)
