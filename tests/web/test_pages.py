"""The desk, the list, the form as on paper, and the way out as a document."""

import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from urllib.parse import quote

import docx
import openpyxl
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from declarations.actions import create_declaration
from declarations.content import Funding
from declarations.models import Declaration
from declarations.views import listing, paper
from declarations.views.examined import examine
from declarations.views.paper import DRAFT_NAME

from .conftest import GOOD, Role


@pytest.fixture
def nameless(bureau, cycle):
    """A draft with an error: its name is missing."""
    content = replace(GOOD, project="", funding=Funding(total=Decimal("6"), other=Decimal("6")))
    return create_declaration(content, unit=bureau, cycle=cycle)


def test_the_desk_counts_and_adds_what_one_sees(as_filler, declaration, nameless):
    response = as_filler.get(reverse("home"))
    assert response.context["count"] == 2
    assert response.context["total"] == Decimal(12)
    assert response.context["states"] == [{"state": Declaration.State.DRAFT, "count": 2}]
    assert [one.declaration for one in response.context["with_errors"]] == [nameless]
    assert [one.declaration for one in response.context["clean"]] == [declaration]


def test_an_empty_desk_says_what_to_do_next(as_filler, cycle):
    page = as_filler.get(reverse("home")).content.decode()
    assert page.count(f'href="{reverse("import")}"') == 2  # in the navigation and on the desk
    assert f'href="{reverse("new")}"' in page


def test_the_desk_stands_without_a_cycle(as_filler):
    assert as_filler.get(reverse("home")).status_code == 200


def test_a_reviewer_is_not_offered_what_only_a_filler_does(client, person, declaration, bureau):
    client.force_login(person("reviewer", bureau, Role.FINANCE_REVIEWER))
    for name in ("home", "list"):
        page = client.get(reverse(name)).content.decode()
        assert reverse("new") not in page
        assert f'href="{reverse("import")}"' not in page
    assert client.get(reverse("new")).status_code == 403
    assert client.get(reverse("import")).status_code == 403


def test_the_list_adds_the_money_of_all_pages_exactly(as_filler, bureau, cycle, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    for amount in ("0.10", "0.20", "0.30"):
        content = replace(GOOD, funding=Funding(total=Decimal(amount)))
        create_declaration(content, unit=bureau, cycle=cycle)
    response = as_filler.get(reverse("list"))
    assert len(response.context["examined"]) == 2
    assert response.context["total"] == Decimal("0.6")
    assert "page=2" in response.content.decode()
    assert len(as_filler.get(reverse("list"), {"page": "2"}).context["examined"]) == 1


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"year": "2021"}, 2),
        ({"year": "2022"}, 2),
        ({"state": "draft"}, 1),
        ({"state": "approved"}, 1),
        ({"state": "nothing"}, 2),
        ({"q": "乡镇财务人员培训"}, 1),
        ({"q": "培训 预算"}, 2),
        ({"q": "青山县"}, 2),
        ({"q": "不存在"}, 0),
    ],
)
def test_the_list_is_filtered_by_year_state_and_text(
    as_filler, declaration, nameless, query, count
):
    nameless.state = Declaration.State.APPROVED
    nameless.save()
    assert len(as_filler.get(reverse("list"), query).context["examined"]) == count


@pytest.mark.parametrize("query", ["培训" * 30_000, "培 " * 30_000, "培\0训"])
def test_a_text_that_no_database_can_look_for_is_said_to_filter_nothing(
    as_filler, declaration, query
):
    response = as_filler.get(reverse("list"), {"q": query})
    assert response.status_code == 200
    assert len(response.context["examined"]) == 1
    (error,) = response.context["form"].errors["q"]
    assert error in response.content.decode()


def test_the_number_of_queries_of_a_list_does_not_grow_with_its_rows(
    as_filler, bureau, cycle, declaration, django_assert_num_queries
):
    pages = [reverse("home"), reverse("list")]
    counts = []
    for url in pages:
        with CaptureQueriesContext(connection) as queries:
            as_filler.get(url)
        counts.append(len(queries))
    for _ in range(12):
        create_declaration(replace(GOOD, goal=""), unit=bureau, cycle=cycle)
    for url, count in zip(pages, counts, strict=True):
        with django_assert_num_queries(count):
            as_filler.get(url)


def test_the_paper_shows_each_finding_at_its_cell(as_filler, nameless, fresh):
    nameless.indicators.filter(name="培训人数").update(value="")
    nameless.indicators.filter(node__kind="quality").delete()
    page = as_filler.get(reverse("declaration", args=[nameless.pk])).content.decode()
    for cell in ("cell-project", "cell-indicators-0-value", "cell-nodes-1"):
        at = page.index(f'id="{cell}"')
        assert 'href="#finding-' in page[at : page.index("</td>", at)], cell
    assert page.count('<li id="finding-') >= 3


def test_the_cells_of_the_paper_are_those_of_the_form(as_filler, declaration):
    page = as_filler.get(reverse("declaration", args=[declaration.pk])).content.decode()
    for row in GOOD.indicators:
        assert f">{row.name}<" in page
        assert f">{row.value}<" in page
    assert 'data-verdict="reconciled"' in page


def test_one_reads_through_the_list_without_going_back_to_it(
    as_filler, declaration, nameless, bureau, cycle
):
    third = create_declaration(GOOD, unit=bureau, cycle=cycle)

    def around(one, query=""):
        response = as_filler.get(f"{reverse('declaration', args=[one.pk])}{query}")
        return response.context["neighbours"]

    assert around(declaration) == {"next": nameless.pk}
    assert around(nameless) == {"previous": declaration.pk, "next": third.pk}
    query = "?q=乡镇财务人员培训"
    assert around(declaration, query) == {"next": third.pk}
    assert around(nameless, query) == {}


def test_the_cost_table_and_blank_rows_have_their_findings_on_the_paper(declaration, fresh):
    cost = declaration.indicators.get(node__kind="cost")
    cost.items.create(label="培训费", unit_price=Decimal(5000), quantity=Decimal(15))
    declaration.indicators.filter(node__kind="quality").update(name="", value="")
    found = {one.finding.where: one.cell for one in examine(fresh(declaration)).findings}
    assert found["nodes[1]"] == "cell-nodes-1"
    seen = examine(fresh(declaration))
    assert seen.on_paper("items[0].unit_price") == "indicators[3].value"
    assert seen.on_paper("indicators[1].name") == "nodes[1]"


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
def test_a_form_without_errors_is_downloaded_under_its_chinese_name(as_filler, declaration, suffix):
    response = as_filler.get(reverse("export", args=[declaration.pk, suffix]))
    assert response.status_code == 200
    name = "乡镇财务人员培训-2021-绩效目标申报表"
    assert response["Content-Disposition"] == f"attachment; filename*=utf-8''{quote(name)}.{suffix}"
    data = io.BytesIO(response.content)
    if suffix == "docx":
        texts = {cell.text for row in docx.Document(data).tables[0].rows for cell in row.cells}
    else:
        texts = {cell.value for row in openpyxl.load_workbook(data).active for cell in row}
    assert {row.value for row in GOOD.indicators} <= texts


def test_the_official_form_is_refused_while_an_error_stands(as_filler, declaration, nameless):
    response = as_filler.get(reverse("export", args=[nameless.pk, "docx"]))
    page = response.content.decode()
    assert "Content-Disposition" not in response
    assert 'data-code="BAS-PROJECT-NAME"' in page
    assert f'href="{reverse("edit", args=[nameless.pk, "basics"])}#id_project_name"' in page
    assert f'href="{reverse("declaration", args=[nameless.pk])}#cell-project"' in page
    assert f"{reverse('export', args=[nameless.pk, 'docx'])}?draft=1" in page


def test_the_difference_of_one_cent_of_wan_refuses_the_export(as_filler, declaration):
    declaration.appropriation += Decimal("0.01")
    declaration.save()
    response = as_filler.get(reverse("export", args=[declaration.pk, "xlsx"]))
    (form,) = response.context["examined"]
    (error,) = [one.finding for one in form.errors if one.finding.code == "FND-TOTAL-EQ-PARTS"]
    for amount in ("6.00", "6.01", "100"):
        assert amount in error.message
    assert error.message in response.content.decode()


def test_a_draft_is_labelled_as_one(as_filler, nameless):
    response = as_filler.get(f"{reverse('export', args=[nameless.pk, 'docx'])}?draft=1")
    assert quote(DRAFT_NAME.format(stem="")) in response["Content-Disposition"]
    header = docx.Document(io.BytesIO(response.content)).sections[0].header
    assert any("草稿" in paragraph.text for paragraph in header.paragraphs)


def test_the_list_exports_all_its_forms_or_names_those_with_errors(
    as_filler, declaration, nameless
):
    refused = as_filler.get(reverse("export_many", args=["zip"]))
    assert [one.declaration for one in refused.context["examined"]] == [nameless]
    assert refused.context["asked"] == 2
    one = as_filler.get(reverse("export_many", args=["zip"]), {"q": "乡镇财务人员培训"})
    assert len(zipfile.ZipFile(io.BytesIO(one.content)).namelist()) == 2
    both = as_filler.get(reverse("export_many", args=["docx"]), {"draft": "1"})
    assert len(docx.Document(io.BytesIO(both.content)).tables) == 2


def test_more_forms_than_a_request_should_take_are_to_be_narrowed(
    as_filler, declaration, nameless, monkeypatch
):
    monkeypatch.setattr(paper, "MOST_EXPORTED", 1)
    url = reverse("export_many", args=["zip"])
    refused = as_filler.get(url, {"draft": "1"}, follow=True)
    (said,) = (str(one) for one in refused.context["messages"])
    assert said == paper.TOO_MANY.format(count=2, most=1)
    assert as_filler.get(url, {"q": "乡镇财务人员培训"}).status_code == 200


def test_a_page_of_a_form_does_not_fetch_the_whole_list(as_filler, declaration, bureau, cycle):
    for _ in range(5):
        create_declaration(GOOD, unit=bureau, cycle=cycle)
    with CaptureQueriesContext(connection) as queries:
        page = as_filler.get(reverse("declaration", args=[declaration.pk]))
    assert page.context["neighbours"] == {"next": declaration.pk + 1}
    lists = [one["sql"] for one in queries if one["sql"].startswith(LISTED)]
    assert len(lists) == 2
    assert all("LIMIT" in one for one in lists)


#: How a query begins that asks for keys of declarations alone.
LISTED = 'SELECT "declarations_declaration"."id" AS "pk" FROM "declarations_declaration"'


def test_what_is_not_a_format_is_not_found(as_filler, declaration):
    assert as_filler.get(reverse("export", args=[declaration.pk, "pdf"])).status_code == 404
    assert as_filler.get(reverse("export_many", args=["pdf"])).status_code == 404


def test_pages_that_say_what_went_wrong_stand_without_request_or_database(rf):
    for name in ("404.html", "403.html", "500.html", "403_csrf.html"):
        page = render_to_string(name)
        assert '<html lang="zh-Hans">' in page
        assert 'href="/"' in page


def test_a_post_without_its_token_is_answered_in_chinese(declaration, filler):
    client = Client(enforce_csrf_checks=True)
    client.force_login(filler)
    response = client.post(reverse("edit", args=[declaration.pk, "goal"]), {"annual_goal": ""})
    assert response.status_code == 403
    assert "403_csrf.html" in [template.name for template in response.templates]


def test_the_content_security_policy_allows_nothing_inline(as_filler, declaration):
    for url in (reverse("home"), reverse("edit", args=[declaration.pk, "funding"])):
        response = as_filler.get(url)
        policy = response["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        page = response.content.decode()
        assert " style=" not in page
        assert "<script>" not in page


def test_a_text_that_excel_cannot_hold_is_told_and_word_still_works(as_filler, declaration):
    Declaration.objects.filter(pk=declaration.pk).update(annual_goal="目标" * 17_000)
    page = as_filler.get(reverse("export", args=[declaration.pk, "xlsx"]) + "?draft=1", follow=True)
    assert page.redirect_chain
    assert [message.level_tag for message in page.context["messages"]] == ["error"]
    word = as_filler.get(reverse("export", args=[declaration.pk, "docx"]) + "?draft=1")
    assert word.status_code == 200
