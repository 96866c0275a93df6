"""Units, people, budget and control figures from Excel: a dry run first, then all rows or none."""

import io
from decimal import Decimal

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from declarations.models import (
    BudgetProject,
    BudgetUnit,
    ControlFigure,
    Membership,
    SheetUpload,
    User,
)
from declarations.tables import TABLES, messages
from indicators import excel_messages, library_messages
from indicators.library_rows import COLUMNS
from indicators.models import LibraryIndicator

from .conftest import Role

HEADINGS = {
    "units": ("单位编码", "单位名称", "主管部门编码", "状态"),
    "people": ("登录名", "姓名", "单位编码", "单位名称", "角色", "科室", "邮箱"),
    "projects": ("项目编码", "项目名称", "单位编码", "单位名称", "金额（万元）"),
    "figures": ("单位编码", "单位名称", "控制数（万元）", "项目支出预算（万元）"),
    "library": tuple(column.label for column in COLUMNS),
}
OF_CYCLE = ("projects", "figures")


def workbook(headings, rows):
    book = Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def of_library(kind, name, value="12", unit_code=""):
    """A row of the library."""
    cells = {"类别": kind, "三级指标": name, "指标性质": "≥", "常用值": value}
    cells |= {"计量单位": "次", "单位编码": unit_code}
    return tuple(cells.get(heading) for heading in HEADINGS["library"])


def address(kind, deed):
    if kind in OF_CYCLE:
        return reverse(f"cycle_table_{deed}", args=[2021, kind])
    return reverse(f"table_{deed}", args=[kind])


@pytest.fixture
def upload(as_administrator, cycle):
    """Posts a sheet of this kind and gives the outcome of its dry run."""

    def post(kind, *rows, headings=None, data=None):
        data = data or workbook(headings or HEADINGS[kind], rows)
        file = SimpleUploadedFile(f"{kind}.xlsx", data)
        response = as_administrator.post(address(kind, "import"), {"file": file})
        return as_administrator.get(response["Location"]).context["outcome"]

    return post


@pytest.fixture
def confirm(as_administrator):
    """Confirms the last upload."""

    def post():
        kept = SheetUpload.objects.latest("created_at")
        return as_administrator.post(reverse("table_confirm", args=[kept.pk]))

    return post


def told(outcome):
    return {group.message: group.rows for group in outcome.faults}


def everything():
    """How many there are of all that an import writes."""
    models = (BudgetUnit, User, Membership, BudgetProject, ControlFigure, LibraryIndicator)
    return [model.objects.count() for model in models]


@pytest.fixture
def good(bureau, school):
    """For each kind three rows in which nothing is wrong."""
    return {
        "units": [
            ("103", "青山县水利局", "1", ""),
            ("103001", "水利局一所", "103", "使用中"),
            ("102", "青山县实验小学", "1", "停用"),
        ],
        "people": [
            ("zhangsan", "张三", "101", "青山县财政局", "填报人", "", "zs@example.gov.cn"),
            ("zhangsan", "张三", "102", "", "填报人", "", ""),
            ("lisi", "李四", "101", "", "财政审核人", "业务股", ""),
        ],
        "projects": [
            ("P-1", "乡镇财务人员培训", "101", "青山县财政局", 6),
            ("P-2", "机房维护", "101", "", "1,234.5678"),
            ("P-3", "校园保洁", "102", "", "3万元"),
        ],
        "figures": [
            ("101", "青山县财政局", 300, 280.5),
            ("102", "", "12.5", None),
            ("1", "", 0, None),
        ],
        "library": [
            of_library("数量", "培训人次"),
            of_library("数量", "培训人次", unit_code="101"),
            of_library("质量", "巡检合格次数", 3),
        ],
    }


@pytest.mark.parametrize("kind", TABLES)
def test_a_dry_run_writes_nothing_and_says_what_would_be_written(upload, good, kind):
    before = everything()
    outcome = upload(kind, *good[kind])
    assert outcome.is_good
    assert outcome.rows == 3
    assert sum((outcome.written.new, outcome.written.changed)) == (2 if kind == "people" else 3)
    assert everything() == before


@pytest.mark.parametrize("kind", TABLES)
def test_confirming_writes_and_a_second_time_there_is_nothing_new(upload, confirm, good, kind):
    upload(kind, *good[kind])
    confirm()
    assert not SheetUpload.objects.exists()
    written = upload(kind, *good[kind]).written
    assert (written.new, written.changed) == (0, 0)
    assert written.same == (2 if kind == "people" else 3)


@pytest.mark.parametrize("kind", TABLES)
def test_what_is_exported_is_imported_again_without_a_change(
    as_administrator, upload, confirm, good, kind
):
    upload(kind, *good[kind])
    confirm()
    User.objects.filter(username="keeper").update(full_name="管理员")
    response = as_administrator.get(address(kind, "export"))
    outcome = upload(kind, data=response.content)
    assert outcome.is_good, told(outcome)
    assert (outcome.written.new, outcome.written.changed) == (0, 0)


def test_units_come_with_their_superiors_and_their_state(upload, confirm, good):
    upload("units", *good["units"])
    confirm()
    office = BudgetUnit.objects.get(code="103001")
    assert office.superior.superior.code == "1"
    school = BudgetUnit.objects.get(code="102")
    assert (school.name, school.is_active) == ("青山县实验小学", False)


def test_people_get_their_posts_and_passwords_that_work_once(
    client, upload, confirm, good, settings
):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    upload("people", *good["people"])
    response = confirm()
    issued = {one.username: one.password for one in response.context["issued"]}
    assert set(issued) == {"zhangsan", "lisi"}
    assert all(password in response.content.decode() for password in issued.values())
    zhang = User.objects.get(username="zhangsan")
    assert {one.unit.code for one in zhang.memberships.all()} == {"101", "102"}
    assert zhang.email == "zs@example.gov.cn"
    assert Membership.objects.get(user__username="lisi").desk == "业务股"
    assert client.login(username="zhangsan", password=issued["zhangsan"])
    assert client.get(reverse("home"))["Location"] == reverse("password")
    zhang.refresh_from_db()  # hashed once more, with all rounds, as soon as it was used
    assert PBKDF2PasswordHasher().decode(zhang.password)["iterations"] > 100_000


def test_amounts_are_read_to_the_cent(upload, confirm, good, cycle):
    upload("projects", *good["projects"])
    confirm()
    amounts = dict(cycle.budget_projects.values_list("code", "amount"))
    assert amounts == {"P-1": Decimal(6), "P-2": Decimal("1234.5678"), "P-3": Decimal(3)}
    upload("figures", *good["figures"])
    confirm()
    figures = cycle.control_figures.values_list("unit__code", "amount", "expenditure")
    assert set(figures) == {
        ("101", Decimal(300), Decimal("280.5")),
        ("102", Decimal("12.5"), None),
        ("1", Decimal(0), None),
    }


@pytest.mark.parametrize("kind", TABLES)
def test_a_wrong_column_is_named_and_nothing_is_written(upload, good, kind):
    before = everything()
    headings = list(HEADINGS[kind])
    missing, headings[0] = headings[0], "代码"
    outcome = upload(kind, *good[kind], headings=headings)
    assert excel_messages.missing_column(missing) in told(outcome)
    assert any("代码" in message for message in told(outcome))
    assert everything() == before


@pytest.mark.parametrize("kind", TABLES)
def test_the_template_reads_but_for_its_example_row(as_administrator, upload, bureau, kind):
    template = as_administrator.get(reverse("table_template", args=[kind])).content
    sheet = load_workbook(io.BytesIO(template)).active
    assert [cell.value for cell in sheet[1]] == list(HEADINGS[kind])
    assert sheet.max_row == 2
    assert messages.EXAMPLE_ROW in told(upload(kind, data=template))


#: For each kind a good row by its number, and four ways in which a row is wrong with what is told.
FAULTY = {
    "units": (
        lambda n: (f"2{n:05}", f"单位{n}", "1", ""),
        {
            excel_messages.duplicate(["单位编码"]): lambda n: ("200001", f"又一个{n}", "1", ""),
            messages.NO_SUPERIOR: lambda n: (f"3{n:05}", f"单位{n}", "999", ""),
            excel_messages.in_column("单位名称", excel_messages.blank()): lambda n: (
                f"3{n:05}",
                "",
                "1",
                "",
            ),
            excel_messages.in_column("状态", excel_messages.one_of(("使用中", "停用"))): lambda n: (
                f"3{n:05}",
                f"单位{n}",
                "1",
                "在用",
            ),
        },
    ),
    "people": (
        lambda n: (f"user{n}", f"人{n}", "101", "", "填报人", "", ""),
        {
            excel_messages.duplicate(["登录名", "单位编码", "角色"]): lambda n: (
                "user1",
                "人1",
                "101",
                "",
                "填报人",
                "",
                "",
            ),
            messages.NO_SUCH_UNIT: lambda n: (f"other{n}", f"人{n}", "999", "", "填报人", "", ""),
            messages.DESK_OF_OTHERS: lambda n: (
                f"other{n}",
                f"人{n}",
                "101",
                "",
                "填报人",
                "业务股",
                "",
            ),
            excel_messages.in_column("邮箱", messages.NOT_AN_EMAIL): lambda n: (
                f"other{n}",
                f"人{n}",
                "101",
                "",
                "填报人",
                "",
                "没有",
            ),
        },
    ),
    "projects": (
        lambda n: (f"P-{n}", f"项目{n}", "101", "", n),
        {
            excel_messages.duplicate(["项目编码"]): lambda n: ("P-1", f"项目{n}", "101", "", 1),
            messages.NO_SUCH_UNIT: lambda n: (f"Q-{n}", f"项目{n}", "999", "", 1),
            messages.OTHER_UNIT_NAME: lambda n: (f"Q-{n}", f"项目{n}", "101", "水利局", 1),
            excel_messages.in_column("金额（万元）", messages.NOT_AN_AMOUNT): lambda n: (
                f"Q-{n}",
                f"项目{n}",
                "101",
                "",
                "约十万",
            ),
        },
    ),
    "figures": (
        lambda n: (f"U{n}", "", n, None),
        {
            excel_messages.duplicate(["单位编码"]): lambda n: ("U1", "", 1, None),
            messages.NO_SUCH_UNIT: lambda n: (f"X{n}", "", 1, None),
            messages.OTHER_UNIT_NAME: lambda n: (f"V{n}", "水利局", 1, None),
            excel_messages.in_column("控制数（万元）", messages.NEGATIVE): lambda n: (
                f"V{n}",
                "",
                -1,
                None,
            ),
        },
    ),
    "library": (
        lambda n: of_library("数量", f"培训次数{n}"),
        {
            excel_messages.duplicate(["类别", "三级指标", "单位编码"]): lambda n: of_library(
                "数量", "培训 次数1"
            ),
            messages.NO_SUCH_UNIT: lambda n: of_library("数量", f"巡检次数{n}", unit_code="999"),
            library_messages.NOT_A_NUMBER: lambda n: of_library("数量", f"巡检次数{n}", "许多"),
            excel_messages.in_column("三级指标", excel_messages.blank()): lambda n: of_library(
                "数量", ""
            ),
        },
    ),
}
ROWS, FAULTS_EACH = 3_000, 10


@pytest.mark.parametrize("kind", TABLES)
def test_forty_faults_of_four_kinds_in_three_thousand_rows_are_told_in_four_lines(
    upload, bureau, kind
):
    if kind == "figures":
        BudgetUnit.objects.bulk_create(
            BudgetUnit(code=f"{letter}{n}", name=f"单位{n}")
            for letter in "UV"
            for n in range(1, ROWS + 1)
        )
    make, faulty = FAULTY[kind]
    wrong = list(faulty.items())
    rows, expected = [], {message: [] for message in faulty}
    for n in range(1, ROWS + 1):
        # Every 75th row is wrong, each time in the next way.
        if n % (ROWS // 40) == 0:
            message, break_row = wrong[n // (ROWS // 40) % len(wrong)]
            rows.append(break_row(n))
            expected[message].append(n + 1)
        else:
            rows.append(make(n))
    before = everything()
    outcome = upload(kind, *rows)
    assert told(outcome) == {message: tuple(numbers) for message, numbers in expected.items()}
    assert all(len(group.rows) == FAULTS_EACH for group in outcome.faults)
    assert everything() == before


#: Queries for each hundred rows that are written, at most; an entry of the library has two dozen
#: grams by which it is found.
FEW = dict.fromkeys(TABLES, 5) | {"library": 15}


@pytest.mark.parametrize("kind", TABLES)
def test_three_thousand_rows_are_written_with_few_queries(upload, confirm, bureau, kind):
    if kind == "figures":
        BudgetUnit.objects.bulk_create(
            BudgetUnit(code=f"U{n}", name=f"单位{n}") for n in range(1, ROWS + 1)
        )
    make, _ = FAULTY[kind]
    upload(kind, *(make(n) for n in range(1, ROWS + 1)))
    before = sum(everything())
    with CaptureQueriesContext(connection) as queries:
        confirm()
    assert sum(everything()) - before == ROWS * (2 if kind == "people" else 1)
    assert len(queries) <= FEW[kind] * ROWS / 100


def test_units_that_would_stand_above_themselves_are_refused(upload, government, bureau):
    outcome = upload(
        "units",
        ("1", "青山县人民政府", "103", ""),
        ("103", "水利局", "101", ""),
        ("104", "林业局", "104", ""),
    )
    assert told(outcome) == {messages.ABOVE_ITSELF: (2, 3, 4)}


def test_a_unit_in_use_does_not_stand_below_one_that_is_not(upload, government, bureau):
    outcome = upload("units", ("1", "青山县人民政府", "", "停用"), ("101", "青山县财政局", "1", ""))
    assert told(outcome) == {messages.USED_BELOW_UNUSED: (3,)}


def test_a_unit_with_others_in_use_below_it_is_not_taken_out_of_use(upload, government, bureau):
    """The units below it are not in the file."""
    outcome = upload("units", ("1", "青山县人民政府", "", "停用"))
    assert told(outcome) == {messages.STILL_USED_BELOW: (2,)}


def test_a_column_that_is_not_in_the_file_changes_nothing(upload, confirm, good, cycle, bureau):
    for kind in ("figures", "library", "units"):
        upload(kind, *good[kind])
        confirm()
    LibraryIndicator.objects.filter(unit_code="").update(state=LibraryIndicator.State.RETIRED)
    before = [
        list(BudgetUnit.objects.values_list("code", "superior__code", "is_active")),
        list(ControlFigure.objects.values_list("unit__code", "expenditure")),
        list(LibraryIndicator.objects.values_list("pk", "usual_value", "unit", "state")),
    ]
    upload("units", ("103001", "水利局二所"), headings=HEADINGS["units"][:2])
    confirm()
    upload("figures", ("101", 310), headings=(HEADINGS["figures"][0], HEADINGS["figures"][2]))
    confirm()
    upload("library", ("数量", "培训人次", "办班记录"), headings=("类别", "三级指标", "佐证材料"))
    confirm()
    assert BudgetUnit.objects.get(code="103001").name == "水利局二所"
    assert ControlFigure.objects.get(unit=bureau).amount == 310
    assert LibraryIndicator.objects.filter(evidence="办班记录").count() == 1
    assert before == [
        list(BudgetUnit.objects.values_list("code", "superior__code", "is_active")),
        list(ControlFigure.objects.values_list("unit__code", "expenditure")),
        list(LibraryIndicator.objects.values_list("pk", "usual_value", "unit", "state")),
    ]


def test_a_library_with_half_of_the_usual_values_is_refused(upload):
    outcome = upload("library", ("数量", "培训人次", 3), headings=("类别", "三级指标", "常用值"))
    assert library_messages.HALF_A_VALUE in told(outcome)


def test_nobody_gets_the_login_name_of_another(upload, filler, bureau):
    User.objects.filter(pk=filler.pk).update(full_name="王五")
    row = ("101", "", "填报人", "", "")
    outcome = upload(
        "people", ("filler", "赵六", *row), ("new", "钱七", *row), ("new", "孙八", *row)
    )
    assert told(outcome)[messages.OTHER_PERSON] == (2,)
    assert told(outcome)[messages.TWO_PEOPLE] == (4,)


def test_an_import_is_his_who_uploaded_it(client, upload, good, person, bureau):
    upload("units", *good["units"])
    kept = SheetUpload.objects.get()
    client.force_login(person("other", bureau, Role.ADMINISTRATOR))
    assert client.get(reverse("table_preview", args=[kept.pk])).status_code == 404
    assert client.post(reverse("table_confirm", args=[kept.pk])).status_code == 404


def test_what_became_wrong_since_the_dry_run_is_not_written(
    as_administrator, upload, confirm, good
):
    upload("projects", *good["projects"])
    BudgetUnit.objects.filter(code="102").update(is_active=False)
    response = confirm()
    kept = SheetUpload.objects.get()
    assert response["Location"] == reverse("table_preview", args=[kept.pk])
    assert not BudgetProject.objects.exists()
    as_administrator.post(reverse("table_discard", args=[kept.pk]))
    assert not SheetUpload.objects.exists()


def test_a_project_and_a_figure_are_listed_found_and_deleted(
    as_administrator, upload, confirm, good, cycle
):
    for kind, page, word in (
        ("projects", "budget_projects", "保洁"),
        ("figures", "control_figures", "小学"),
    ):
        upload(kind, *good[kind])
        confirm()
        listed = as_administrator.get(reverse(page, args=[cycle.year])).context["page"]
        assert len(listed) == 3
        (found,) = as_administrator.get(reverse(page, args=[cycle.year]), {"q": word}).context[
            "page"
        ]
        delete = "delete_budget_project" if kind == "projects" else "delete_figure"
        as_administrator.post(reverse(delete, args=[cycle.year, found.pk]))
        assert not type(found).objects.filter(pk=found.pk).exists()
