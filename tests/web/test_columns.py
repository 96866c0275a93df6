"""The row form has the columns of its scheme, and what is typed there is kept and printed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from declarations.actions import create_declaration
from declarations.content import from_json, to_json
from declarations.files.exporting import Format, export
from declarations.files.importing import carry_out, plan_import
from declarations.forms import messages
from declarations.models import Cycle
from declarations.sheet import lay_out
from declarations.views.examined import examine
from indicators.models import Scheme
from indicators.tree import shipped
from tests.schemes import OWN, clean

BESIDE = ("weight", "explanation", "scoring", "evidence")


@pytest.fixture
def declared(bureau):
    """Declares the clean form under a scheme."""

    def declare(tree):
        scheme = Scheme.objects.keep(tree)
        cycle = Cycle.objects.create(
            year=2026, scheme=scheme, opens_on="2025-10-01", closes_on="2025-12-31"
        )
        return create_declaration(clean(tree), unit=bureau, cycle=cycle)

    return declare


def fields_on(page, row):
    names = ("name", "value", *BESIDE)
    return {name for name in names if f'id="row-{row.pk}-{name}"' in page}


@pytest.mark.parametrize(
    ("tree", "columns"),
    [
        (shipped()["sichuan-2021"], ()),
        (shipped()["national-2021"], ("weight",)),
        (OWN, BESIDE),
    ],
)
def test_a_row_has_the_columns_of_its_scheme(as_filler, declared, tree, columns):
    declaration = declared(tree)
    page = as_filler.get(f"/declarations/{declaration.pk}/edit/indicators/").content.decode()
    row = declaration.indicators.first()
    assert fields_on(page, row) == {"name", "value", *columns}


def test_what_a_row_fills_can_be_emptied_although_the_scheme_has_no_such_column(
    as_filler, declared, fresh
):
    declaration = declared(shipped()["sichuan-2021"])
    row = declaration.indicators.first()
    row.scoring = "每少1期扣5分"
    row.save()
    page = as_filler.get(f"/declarations/{declaration.pk}/edit/indicators/").content.decode()
    assert fields_on(page, row) == {"name", "value", "scoring"}
    as_filler.post(f"/declarations/{declaration.pk}/rows/{row.pk}/", {"scoring": ""})
    assert not any(one.scoring for one in fresh(declaration).content().indicators)


def test_what_is_typed_beside_the_value_is_kept_printed_and_found_in_the_snapshot(
    as_filler, declared, fresh
):
    declaration = declared(OWN)
    row = declaration.indicators.first()
    typed = {
        "weight": "１２.5",
        "explanation": "按签到表统计",
        "scoring": " 每少1期扣5分\n扣完为止",
        "evidence": "培训通知、签到表",
    }
    as_filler.post(f"/declarations/{declaration.pk}/rows/{row.pk}/", typed)
    content = fresh(declaration).content()
    (kept,) = [one for one in content.indicators if one.name == row.name]
    assert {name: getattr(kept, name) for name in typed} == typed | {"weight": Decimal("12.5")}
    shown = {cell.text for cell in lay_out(content, OWN).cells}
    assert shown >= {*typed.values(), "12.5"} - {typed["weight"]}
    assert from_json(to_json(content)) == content


@pytest.mark.parametrize(
    ("typed", "message"),
    [("二十", messages.NOT_A_NUMBER), ("-5", messages.NEGATIVE)],
)
def test_a_weight_that_cannot_be_read_is_given_back(as_filler, declared, typed, message):
    declaration = declared(shipped()["national-2021"])
    row = declaration.indicators.first()
    answer = as_filler.post(f"/declarations/{declaration.pk}/rows/{row.pk}/", {"weight": typed})
    assert message % {"text": typed} in answer.content.decode()
    assert f'value="{typed}"' in answer.content.decode()
    row.refresh_from_db()
    assert row.weight == 10


def test_the_indicators_are_done_when_the_weights_come_to_the_total(declared, fresh):
    declaration = declared(shipped()["national-2021"])

    def done():
        (line,) = [one for one in examine(fresh(declaration)).steps if one.step.key == "indicators"]
        return line.progress.done

    assert done()
    declaration.indicators.filter(weight=15).update(weight=None)
    assert not done()


def test_the_money_goes_by_the_names_the_scheme_gives_it(as_filler, declared):
    declaration = declared(OWN)
    page = as_filler.get(f"/declarations/{declaration.pk}/edit/funding/").content.decode()
    labels = OWN.layout.labels
    assert all(f"{label}（万元）" in page for label in (labels.total, labels.appropriation))
    cells = {cell.text for cell in lay_out(declaration.content(), OWN).cells}
    assert cells >= {f"{labels.total}：", labels.appropriation, labels.other}


def test_a_copied_row_keeps_every_column(declared, fresh):
    declaration = declared(OWN)
    content = clean(OWN)
    rows = tuple(replace(row, scoring=f"甲{row.name}", evidence="乙") for row in content.indicators)
    copy = create_declaration(
        replace(content, indicators=rows), unit=declaration.unit, cycle=declaration.cycle
    )
    kept = {(row.name, row.scoring, row.evidence) for row in fresh(copy).content().indicators}
    assert kept == {(row.name, row.scoring, row.evidence) for row in rows}


@pytest.mark.parametrize("format", [Format.DOCX, Format.XLSX])
@pytest.mark.parametrize("tree", [shipped()["national-2021"], OWN], ids=lambda tree: tree.code)
def test_an_exported_form_is_imported_again_as_it_was(declared, fresh, school, tree, format):
    declaration = declared(tree)
    for number, row in enumerate(declaration.indicators.all()):
        row.scoring, row.evidence = f"每少{number}分扣1分", "签到表"
        row.save()
    content = fresh(declaration).content()
    data = export([fresh(declaration)], format, draft=True)
    plan = plan_import([(f"form.{format}", data)], cycle=declaration.cycle, unit=school)
    (form,) = plan.forms
    assert form.reading.notes == ()
    (imported,) = carry_out(plan).created
    assert fresh(imported).content() == content
