"""Who may see and do what."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from declarations import permissions
from declarations.models import Declaration, Membership
from declarations.permissions import Verb, can
from declarations.views.office import ROOMS

Role = Membership.Role

OPEN = {"login", "healthz"}
ARGUMENTS = {
    "pk": 1,
    "row_pk": 1,
    "item_pk": 1,
    "replacement_pk": 1,
    "attachment_pk": 1,
    "remark_pk": 1,
    "number": 1,
    "post_pk": 1,
    "kind": "units",
    "other_pk": 1,
    "key": "basics",
    "action": "submit",
    "format": "docx",
    "deed": "retire",
    "year": 2021,
    "object_id": 1,
    "code": "CST-NO-BREAKDOWN",
    "content_type_id": 1,
    "app_label": "declarations",
    "id": 1,
}


def all_urls():
    """Every named address with some arguments."""

    def walk(patterns, space=""):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{pattern.namespace}:" if pattern.namespace else space
                yield from walk(pattern.url_patterns, inner)
            elif isinstance(pattern, URLPattern) and pattern.name:
                yield f"{space}{pattern.name}", pattern.pattern

    for name, pattern in walk(get_resolver().url_patterns):
        arguments = {
            each: ARGUMENTS[each] for each in (pattern.converters or pattern.regex.groupindex)
        }
        if "uuid" in str(pattern):
            arguments["pk"] = "00000000-0000-0000-0000-000000000000"
        yield name, reverse(name, kwargs=arguments)
    yield "admin:nowhere", f"{reverse('admin:index')}nowhere/"


@pytest.mark.parametrize(("name", "url"), list(all_urls()))
def test_every_page_but_the_open_ones_sends_an_anonymous_visitor_to_the_login(
    client, db, name, url
):
    for response in (client.get(url), client.post(url)):
        asked_to_sign_in = response.status_code == 302 and response["Location"].startswith(
            f"{reverse('login')}?next="
        )
        assert asked_to_sign_in == (name not in OPEN)


def test_the_sign_of_life_asks_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get(reverse("healthz"))
    assert (response.status_code, response.content) == (200, b"ok")


def pages_of(declaration):
    row = declaration.rows()[0]
    return [
        ("get", reverse("declaration", args=[declaration.pk])),
        ("get", reverse("edit", args=[declaration.pk, "basics"])),
        ("post", reverse("edit", args=[declaration.pk, "basics"])),
        ("get", reverse("export", args=[declaration.pk, "docx"])),
        ("post", reverse("add_row", args=[declaration.pk])),
        ("post", reverse("row", args=[declaration.pk, row.pk])),
        ("post", reverse("add_item", args=[declaration.pk, row.pk])),
        ("post", reverse("sentence", args=[declaration.pk, row.pk])),
        ("get", reverse("offers", args=[declaration.pk, row.pk])),
        ("get", reverse("read_items", args=[declaration.pk, row.pk])),
        ("post", reverse("read_items", args=[declaration.pk, row.pk])),
        *(
            ("post", reverse(name, args=[declaration.pk]))
            for name in ("mend", "mend_all", "justify", "withdraw", "undo", "delete", "attach")
        ),
    ]


def test_for_a_filler_of_another_unit_there_is_no_such_declaration(client, stranger, declaration):
    client.force_login(stranger)
    for method, url in pages_of(declaration):
        assert getattr(client, method)(url).status_code == 404, url
    assert str(declaration) not in client.get(reverse("list")).content.decode()


@pytest.mark.parametrize(
    ("role", "in_unit", "sees"),
    [
        (Role.FILLER, "bureau", True),
        (Role.FILLER, "school", False),
        (Role.FILLER, "government", False),
        (Role.UNIT_REVIEWER, "bureau", True),
        (Role.UNIT_REVIEWER, "government", False),
        (Role.DEPARTMENT_REVIEWER, "government", True),
        (Role.DEPARTMENT_REVIEWER, "school", False),
        (Role.FINANCE_REVIEWER, "school", True),
        (Role.ADMINISTRATOR, "school", True),
        (Role.AUDITOR, "school", True),
    ],
)
def test_what_a_person_sees_follows_from_role_and_unit(
    request, client, person, declaration, school, role, in_unit, sees
):
    user = person("someone", request.getfixturevalue(in_unit), role)
    client.force_login(user)
    expected = 200 if sees else 404
    assert client.get(reverse("declaration", args=[declaration.pk])).status_code == expected
    assert Declaration.objects.visible_to(user).exists() == sees


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.FILLER])
def test_only_the_filler_of_the_unit_edits(client, person, bureau, declaration, role):
    user = person("someone", bureau, role)
    client.force_login(user)
    if not Declaration.objects.visible_to(user).exists():
        user.memberships.update(unit=bureau.superior)
    for method, url in pages_of(declaration):
        if "edit" in url or method == "post":
            response = getattr(client, method)(url)
            assert response.status_code == 403, url
            assert can(user, Verb.EDIT, declaration).reason in response.content.decode()


def test_a_declaration_in_review_is_not_edited(as_filler, filler, declaration):
    declaration.state = Declaration.State.IN_REVIEW
    declaration.save()
    url = reverse("edit", args=[declaration.pk, "basics"])
    assert as_filler.get(url).status_code == 403
    assert as_filler.post(url, {"project_name": "别的"}).status_code == 403
    declaration.refresh_from_db()
    assert declaration.project_name != "别的"
    assert can(filler, Verb.VIEW, declaration)


ADMIN = "office"


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_an_administrator_keeps_units_and_people(client, person, bureau, role):
    client.force_login(person("someone", bureau, role))
    response = client.get(reverse(ADMIN), follow=True)
    assert response.status_code == 403
    assert permissions.NOT_AN_OFFICE in response.content.decode()
    assert f'href="{reverse(ADMIN)}"' not in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize(
    ("name", "url"), [(name, url) for name, url in all_urls() if url.startswith("/office/")]
)
def test_no_page_of_the_office_opens_to_anybody_else(as_filler, name, url):
    answers = {as_filler.get(url).status_code, as_filler.post(url).status_code}
    assert 403 in answers
    assert answers <= {403, 405}


def test_an_administrator_is_led_to_units_people_and_cycles(as_administrator, cycle):
    assert f'href="{reverse(ADMIN)}"' in as_administrator.get(reverse("home")).content.decode()
    assert as_administrator.get(reverse("admin:login"))["Location"] == reverse("admin:index")
    rooms = as_administrator.get(reverse(ADMIN)).content.decode()
    assert all(reverse(room.address) in rooms for room in ROOMS)


def test_the_plain_tables_are_looked_at_and_not_changed(as_administrator, filler, declaration):
    """Our own pages keep them, with their rules in force."""
    rows = {
        "user": filler,
        "budgetunit": declaration.unit,
        "cycle": declaration.cycle,
        "membership": filler.memberships.get(),
    }
    pages = [(f"admin:declarations_{name}", row.pk) for name, row in rows.items()]
    for page, pk in [*pages, ("admin:indicators_scheme", declaration.scheme_id)]:
        assert as_administrator.get(reverse(f"{page}_changelist")).status_code == 200, page
        change = reverse(f"{page}_change", args=[pk])
        assert as_administrator.get(change).status_code == 200, page
        assert as_administrator.post(change, {}).status_code == 403, page
        assert as_administrator.post(reverse(f"{page}_add"), {}).status_code == 403, page
        delete = reverse(f"{page}_delete", args=[pk])
        assert as_administrator.post(delete, {"post": "yes"}).status_code == 403, page
        chosen = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
        as_administrator.post(reverse(f"{page}_changelist"), chosen)
    assert all(type(row).objects.filter(pk=row.pk).exists() for row in rows.values())
