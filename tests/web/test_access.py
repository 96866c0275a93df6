"""Who may see and do what."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from declarations.models import Declaration, Membership
from declarations.permissions import Verb, can

Role = Membership.Role

OPEN = {"login", "healthz"}
ARGUMENTS = {
    "pk": 1,
    "row_pk": 1,
    "item_pk": 1,
    "key": "basics",
    "format": "docx",
    "year": 2021,
}


def all_urls():
    """Every named address with some arguments."""

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            elif isinstance(pattern, URLPattern):
                yield pattern

    for pattern in walk(get_resolver().url_patterns):
        converters = pattern.pattern.converters
        arguments = {name: ARGUMENTS[name] for name in converters}
        if "uuid" in str(pattern.pattern):
            arguments["pk"] = "00000000-0000-0000-0000-000000000000"
        yield pattern.name, reverse(pattern.name, kwargs=arguments)


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
        *(
            ("post", reverse(name, args=[declaration.pk]))
            for name in ("mend", "mend_all", "justify", "withdraw", "undo")
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
