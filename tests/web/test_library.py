"""The library of indicators in the browser: what fillers are offered, what administrators keep."""

import pytest
from django.urls import reverse

from indicators import library_messages as texts
from indicators.models import LibraryIndicator
from indicators.tree import KINDS
from indicators.views.access import NOT_AN_ADMINISTRATOR

pytestmark = pytest.mark.django_db

State = LibraryIndicator.State


def entry(name, kind="quantity", **fields):
    return LibraryIndicator.objects.create(kind=kind, name=name, **fields)


# Suggestions


@pytest.fixture
def suggestions(as_filler):
    def ask(**asked):
        return as_filler.get(reverse("library_suggestions"), asked)

    return ask


def shown(response):
    return [one.entry.name for one in response.context["suggestions"]]


def test_a_suggestion_carries_what_is_put_into_the_row(suggestions):
    entry("培训人次", comparator="≥", usual_value="150", unit="人次")
    page = suggestions(kind="quantity", q="培").content.decode()
    assert 'data-name="培训人次" data-value="≥150人次"' in page
    assert "<html" not in page


def test_a_suggestion_is_escaped(suggestions):
    entry('"><script>alert(1)</script>')
    assert "<script>" not in suggestions(kind="quantity", q="script").content.decode()


def test_the_entries_of_a_unit_are_offered_to_its_people_alone(suggestions, bureau, school):
    entry("培训人次", unit_code=bureau.code)
    entry("培训期数", unit_code=school.code)
    assert shown(suggestions(kind="quantity", unit=bureau.code)) == ["培训人次"]
    assert shown(suggestions(kind="quantity", unit=school.code)) == []


def test_a_kind_that_nobody_knows_is_not_found(suggestions):
    assert suggestions(kind="nothing").status_code == 404


@pytest.mark.parametrize("query", ["", "培" * 10_000, "\x00", "%", "'"])
def test_whatever_is_typed_gets_an_answer(suggestions, query):
    for kind in KINDS:
        assert suggestions(kind=kind, q=query, words=query).status_code == 200


# The pages of the library


def listed(client, **query):
    return {one.name for one in client.get(reverse("library"), query).context["page"]}


@pytest.fixture
def some(bureau, school):
    """Entries that differ in all that a filter asks for."""
    return [
        entry("培训人次", keywords="会计"),
        entry("培训合格率", "quality", spending_types="培训、会议"),
        entry("印发宣传册数量", state=State.PROPOSED, unit_code=bureau.code),
        entry("租赁面积", state=State.RETIRED),
        entry("图书借阅册次", unit_code=school.code),
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, {"培训人次", "培训合格率", "印发宣传册数量", "租赁面积", "图书借阅册次"}),
        ({"q": "培 率"}, {"培训合格率"}),
        ({"kind": "quality"}, {"培训合格率"}),
        ({"state": "proposed"}, {"印发宣传册数量"}),
        ({"tag": "会"}, {"培训人次", "培训合格率"}),
        ({"unit": "102"}, {"图书借阅册次"}),
        ({"unit": "common", "kind": "quantity"}, {"培训人次", "租赁面积"}),
        ({"kind": "nothing", "q": "\x00"}, {"培训人次", "培训合格率", "租赁面积"}),
    ],
)
def test_the_list_is_narrowed_by_each_filter(as_administrator, some, query, found):
    assert listed(as_administrator, **query) >= found
    if "\x00" not in query.get("q", ""):
        assert listed(as_administrator, **query) == found


def test_others_see_what_is_offered_to_all_and_all_of_their_unit(as_filler, some):
    assert listed(as_filler) == {"培训人次", "培训合格率", "印发宣传册数量"}
    for one in some:
        expected = 404 if one.name in {"租赁面积", "图书借阅册次"} else 200
        page = as_filler.get(reverse("library_entry", args=[one.pk]))
        assert page.status_code == expected, one.name


def test_only_an_administrator_keeps_the_library(as_filler, some):
    one = some[0]
    pages = [
        reverse("library_new"),
        reverse("library_edit", args=[one.pk]),
        reverse("library_merge", args=[one.pk]),
        reverse("library_decide", args=[one.pk, "retire"]),
    ]
    for url in pages:
        response = as_filler.post(url)
        assert response.status_code == 403
        assert NOT_AN_ADMINISTRATOR in response.content.decode()
    one.refresh_from_db()
    assert one.state == State.ACCEPTED
    shown = as_filler.get(reverse("library_entry", args=[one.pk])).content.decode()
    assert pages[1] not in shown


TYPED = {
    "kind": "quality",
    "name": "系统正常运行率",
    "comparator": "≥",
    "usual_value": "99",
    "unit": "%",
    "explanation": "正常运行时间÷应运行时间。",
    "keywords": "软件, 系统;软件",
}


def test_an_administrator_adds_an_entry(as_administrator):
    response = as_administrator.post(reverse("library_new"), TYPED)
    made = LibraryIndicator.objects.get()
    assert response["Location"] == reverse("library_entry", args=[made.pk])
    assert (made.value_text, made.tags, made.state) == ("≥99%", ["软件", "系统"], State.ACCEPTED)


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"comparator": "≥", "usual_value": "很高"}, "usual_value", texts.NOT_A_NUMBER),
        ({"comparator": "≥", "usual_value": ""}, "usual_value", texts.NO_VALUE),
        ({"comparator": "", "usual_value": "≥99"}, "usual_value", texts.SIGN_IN_VALUE),
        (
            {"name": "系统 可用率"},
            "name",
            texts.NAME_TAKEN % {"name": "系统可用率", "state": State.RETIRED.label},
        ),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_at_its_field(as_administrator, typed, field, message):
    entry("系统可用率", "quality", state=State.RETIRED)
    response = as_administrator.post(reverse("library_new"), TYPED | typed)
    assert response.context["form"].errors[field] == [message]
    assert LibraryIndicator.objects.count() == 1


def test_a_change_is_kept_and_counts_stay(as_administrator):
    one = entry("系统可用率", "quality", uses=3)
    as_administrator.post(reverse("library_edit", args=[one.pk]), TYPED)
    one.refresh_from_db()
    assert (one.name, one.plain_name, one.uses) == ("系统正常运行率", "系统正常运行率", 3)


def test_a_proposal_is_corrected_and_accepted_with_one_click(as_administrator):
    one = entry("系统运行", state=State.PROPOSED, unit_code="101", proposed_by="填报人")
    url = reverse("library_edit", args=[one.pk])
    as_administrator.post(url, TYPED | {"accept": "1"})
    one.refresh_from_db()
    assert (one.name, one.unit_code, one.state) == ("系统正常运行率", "", State.ACCEPTED)
    assert one.decided_by == "keeper"


@pytest.mark.parametrize(
    ("deed", "before", "after"),
    [
        ("accept", State.PROPOSED, State.ACCEPTED),
        ("reject", State.PROPOSED, State.REJECTED),
        ("retire", State.ACCEPTED, State.RETIRED),
        ("restore", State.RETIRED, State.ACCEPTED),
    ],
)
def test_an_administrator_decides(as_administrator, deed, before, after):
    one = entry("培训人次", state=before)
    url = reverse("library_decide", args=[one.pk, deed])
    for _ in range(2):  # the second time it is decided already
        page = as_administrator.post(url, {"reason": "与培训人数相同"}, follow=True)
        one.refresh_from_db()
        assert one.state == after
    assert texts.DECIDED.format(state=after.label) in page.content.decode()


def test_a_rejection_without_a_reason_is_refused(as_administrator):
    one = entry("培训人次", state=State.PROPOSED)
    url = reverse("library_decide", args=[one.pk, "reject"])
    assert texts.NO_REASON in as_administrator.post(url, follow=True).content.decode()
    one.refresh_from_db()
    assert one.state == State.PROPOSED


def test_a_proposal_is_merged_into_an_entry_found_by_name(as_administrator):
    target, one = entry("培训人次"), entry("培训总人次", state=State.PROPOSED, uses=2)
    entry("培训合格率", "quality")
    url = reverse("library_merge", args=[one.pk])
    assert list(as_administrator.get(url).context["targets"]) == [target]
    assert list(as_administrator.get(url, {"q": "宣传"}).context["targets"]) == []
    for wrong in ("", "0", "x", one.pk):
        page = as_administrator.post(url, {"into": wrong}, follow=True).content.decode()
        assert texts.NO_TARGET in page
    as_administrator.post(url, {"into": target.pk})
    one.refresh_from_db()
    target.refresh_from_db()
    assert (one.merged_into, target.uses) == (target, 2)


def test_an_administrator_is_told_of_proposals_and_led_to_them(as_administrator, some):
    page = as_administrator.get(reverse("library"))
    assert page.context["waiting"] == 1
    assert "?state=proposed" in page.content.decode()


def test_the_list_asks_the_database_a_dozen_times_at_most(
    as_administrator, django_assert_max_num_queries
):
    LibraryIndicator.objects.bulk_create(
        LibraryIndicator(kind="quantity", name=f"培训人次{number}") for number in range(60)
    )
    with django_assert_max_num_queries(12):
        assert len(listed(as_administrator)) == 50


def test_an_entry_is_for_a_unit_that_there_is(as_administrator, school):
    typed = {"kind": "quantity", "name": "慰问户数", "comparator": "≥", "usual_value": "10"}
    page = as_administrator.post(reverse("library_new"), typed | {"unit_code": "999"})
    expected = texts.NO_SUCH_UNIT % {"code": "999"}
    assert page.context["form"].errors["unit_code"] == [expected]
    as_administrator.post(reverse("library_new"), typed | {"unit_code": school.code})
    made = LibraryIndicator.objects.get(name="慰问户数")
    school.delete()
    page = as_administrator.post(
        reverse("library_edit", args=[made.pk]), typed | {"unit_code": "102", "unit": "户"}
    )
    assert page.status_code == 302
