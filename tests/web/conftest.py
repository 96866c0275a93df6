"""A small office: two units, the people around them, and declarations to look at."""

from decimal import Decimal
from pathlib import Path

import pytest

from declarations.actions import create_declaration
from declarations.content import Content, Funding, Indicator
from declarations.models import BudgetUnit, Cycle, Declaration, Membership, User
from indicators.models import Scheme
from indicators.tree import DEFAULT_CODE, shipped

DOCUMENT = Path(__file__).parent.parent / "data" / "renhe-2021.docx"
Role = Membership.Role
PASSWORD = "secret-of-a-test"

#: A form with no error in it.
GOOD = Content(
    year=2021,
    project="乡镇财务人员培训",
    unit="青山县财政局",
    funding=Funding(total=Decimal("6.00"), appropriation=Decimal("6.00")),
    goal="举办两期培训，全年培训乡镇财务人员15人，提高预算编制和绩效管理的水平。",
    indicators=(
        Indicator("项目完成", "数量指标", "培训人数", "≥15人"),
        Indicator("项目完成", "质量指标", "结业考核合格率", "≥95%"),
        Indicator("项目完成", "时效指标", "完成时间", "2021年12月31日前"),
        Indicator("项目完成", "成本指标", "培训费", "15人×4000元/人=6万元"),
        Indicator("项目效益", "社会效益指标", "报表一次审核通过率", "≥90%"),
        Indicator("满意度指标", "服务对象满意度指标", "参训人员满意度", "≥90%"),
    ),
)


@pytest.fixture
def cycle(db):
    scheme = Scheme.objects.keep(shipped()[DEFAULT_CODE])
    return Cycle.objects.create(
        year=2021, scheme=scheme, opens_on="2020-10-01", closes_on="2020-12-31"
    )


@pytest.fixture
def government(db):
    return BudgetUnit.objects.create(code="1", name="青山县人民政府")


@pytest.fixture
def bureau(government):
    return BudgetUnit.objects.create(code="101", name="青山县财政局", superior=government)


@pytest.fixture
def school(government):
    return BudgetUnit.objects.create(code="102", name="青山县第一小学", superior=government)


@pytest.fixture
def person():
    """Makes a person with one role in one unit."""

    def make(username, unit, role):
        user = User.objects.create_user(username, password=PASSWORD)
        Membership.objects.create(user=user, unit=unit, role=role)
        return user

    return make


@pytest.fixture
def filler(person, bureau):
    """The colleague who fills the bureau's forms."""
    return person("filler", bureau, Role.FILLER)


@pytest.fixture
def stranger(person, school):
    """A filler of another unit."""
    return person("stranger", school, Role.FILLER)


@pytest.fixture
def as_filler(client, filler):
    client.force_login(filler)
    return client


@pytest.fixture
def as_administrator(client, person, bureau):
    client.force_login(person("keeper", bureau, Role.ADMINISTRATOR))
    return client


@pytest.fixture
def htmx(as_filler):
    """Posts as htmx does."""

    def post(url, data):
        return as_filler.post(url, data, headers={"HX-Request": "true"})

    return post


@pytest.fixture
def declaration(bureau, cycle):
    """A draft of the bureau without an error."""
    return create_declaration(GOOD, unit=bureau, cycle=cycle)


@pytest.fixture
def fresh():
    """A declaration as the database has it now."""
    return lambda declaration: Declaration.objects.with_rows().get(pk=declaration.pk)


@pytest.fixture
def row_of(fresh):
    """The row of this name."""
    return lambda declaration, name: next(
        row for row in fresh(declaration).rows() if row.name == name
    )
