"""A filler picks from the project list of the budget: for a new form, or for one he has."""

import pytest
from django.urls import reverse

from declarations.actions import create_declaration
from declarations.checks import Outcome
from declarations.content import Content
from declarations.drafting import budget_projects
from declarations.examining.checking import check
from declarations.models import BudgetProject, Declaration, Membership, Project

from .conftest import GOOD, Role

NAME, LINK = "BAS-NAME-MATCH-BUDGET", "FND-BUDGET-LINK"


@pytest.fixture
def line(bureau, cycle):
    def make(code="P-1", name="机房维护", amount="12.5", unit=bureau):
        return BudgetProject.objects.create(
            cycle=cycle, unit=unit, code=code, name=name, amount=amount
        )

    return make


def offered(client, url="from_budget", *args):
    return {one.code for one in client.get(reverse(url, args=args)).context["page"]}


def pick(client, line, url="from_budget", *args):
    return client.post(reverse(url, args=args), {"line": line.pk})


def test_a_form_is_made_of_a_project_with_its_name_and_amount(as_filler, line, fresh):
    response = pick(as_filler, line())
    made = Declaration.objects.get()
    assert response["Location"] == reverse("edit", args=[made.pk, "basics"])
    content = made.content()
    assert (content.project, str(content.funding.total)) == ("机房维护", "12.500000")
    assert (made.project.code, made.unit.code) == ("P-1", "101")
    outcomes = check(fresh(made)).report.outcomes
    assert [outcomes[code] for code in (NAME, LINK)] == [Outcome.PASSED] * 2


def test_last_years_project_of_that_code_goes_on(as_filler, line, bureau):
    before = Project.objects.create(unit=bureau, code="P-1", name="机房运维")
    pick(as_filler, line())
    assert Declaration.objects.get().project == before


def test_only_projects_of_his_units_that_wait_for_a_form_are_offered(
    as_filler, filler, line, school, bureau, cycle
):
    for code, name in (("P-1", "机房维护"), ("P-2", "乡镇财务人员培训"), ("P-3", "绩效评价")):
        line(code, name)
    theirs = line("S-1", "校园保洁", unit=school)
    assert offered(as_filler) == {"P-1", "P-2", "P-3"}
    create_declaration(GOOD, unit=bureau, cycle=cycle)  # has the name of P-2
    pick(as_filler, BudgetProject.objects.get(code="P-1"))
    assert offered(as_filler) == {"P-3"}
    assert pick(as_filler, theirs).status_code == 404
    Membership.objects.create(user=filler, unit=school, role=Role.FILLER)
    assert offered(as_filler) == {"P-3", "S-1"}
    as_filler.post(reverse("choose_unit"), {"unit": school.pk})
    assert offered(as_filler) == {"S-1"}


def test_the_page_for_a_new_form_leads_to_the_project_list(as_filler, line, cycle):
    link = f'href="{reverse("from_budget")}"'
    assert link not in as_filler.get(reverse("new")).content.decode()
    line()
    assert link in as_filler.get(reverse("new")).content.decode()


def test_one_project_is_declared_once(as_filler, line):
    chosen = line()
    pick(as_filler, chosen)
    assert pick(as_filler, chosen).status_code == 404
    assert Declaration.objects.count() == 1


def test_a_draft_is_tied_to_a_project_and_keeps_its_texts(as_filler, line, declaration, fresh):
    chosen = line()
    before = fresh(declaration).content()
    url = reverse("tie_to_budget", args=[declaration.pk])
    basics = reverse("edit", args=[declaration.pk, "basics"])
    assert f'href="{url}"' in as_filler.get(basics).content.decode()
    pick(as_filler, chosen, "tie_to_budget", declaration.pk)
    assert fresh(declaration).content() == before
    outcomes = check(fresh(declaration)).report.outcomes
    assert [outcomes[code] for code in (NAME, LINK)] == [Outcome.FAILED] * 2


def test_a_draft_tied_to_last_years_project_becomes_its_own(as_filler, line, declaration, bureau):
    before = Project.objects.create(unit=bureau, code="P-1", name="机房运维")
    pick(as_filler, line(), "tie_to_budget", declaration.pk)
    declaration.refresh_from_db()
    assert declaration.project == before


def test_a_draft_is_not_tied_to_a_project_that_has_a_form(
    as_filler, filler, line, declaration, bureau
):
    chosen = line()
    budget_projects.declare(chosen, by=filler)
    response = pick(as_filler, chosen, "tie_to_budget", declaration.pk)
    page = as_filler.get(response["Location"]).content.decode()
    assert budget_projects.TAKEN.format(line=chosen, cycle=declaration.cycle) in page
    declaration.refresh_from_db()
    assert declaration.project.code == ""


def test_a_form_without_a_name_is_about_no_project(as_filler, line, bureau, cycle, fresh):
    blank = create_declaration(Content(year=2021), unit=bureau, cycle=cycle)
    line()
    assert offered(as_filler) == {"P-1"}
    outcomes = check(fresh(blank)).report.outcomes
    assert outcomes[LINK] == Outcome.NOT_APPLICABLE
