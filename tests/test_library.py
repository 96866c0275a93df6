"""The library of indicators: what is offered, proposed, decided and counted."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from indicators import library, suggesting
from indicators import library_messages as messages
from indicators.library import NotPossible
from indicators.models import LibraryGram, LibraryIndicator
from indicators.suggesting import suggest, usual_prices

pytestmark = pytest.mark.django_db

State = LibraryIndicator.State
BUREAU, SCHOOL = "510411001", "510411002"


def entry(name, kind="quantity", **fields):
    return LibraryIndicator.objects.create(kind=kind, name=name, **fields)


def names(kind, text="", unit=BUREAU, words=""):
    return [one.entry.name for one in suggest(kind, text, unit_codes=[unit], words=words)]


# What is offered


@pytest.mark.parametrize("text", ["培", "人次", "培训人次", " 培训  次 ", "ａｐｐ培训", "App"])
def test_an_entry_is_found_by_any_part_of_its_name(text):
    entry("APP培训人次")
    entry("印发宣传册数量")
    assert names("quantity", text) == ["APP培训人次"]


@pytest.mark.parametrize("text", ["龘", "次人", "培训龘", "培宣", "%", "_", "培%次"])
def test_what_no_name_has_finds_nothing(text):
    entry("培训人次")
    entry("宣传册印发数量")
    assert names("quantity", text) == []


def test_only_entries_of_the_kind_are_offered():
    entry("培训人次")
    entry("培训合格率", "quality")
    assert names("quality", "培训") == ["培训合格率"]


def test_a_unit_is_offered_common_entries_and_its_own():
    entry("培训人次", uses=1)
    entry("培训期数", unit_code=BUREAU)
    entry("培训班次", unit_code=SCHOOL)
    assert names("quantity", "培训") == ["培训人次", "培训期数"]


@pytest.mark.parametrize("state", [state for state in State if state != State.ACCEPTED])
def test_only_accepted_entries_are_offered(state):
    other = entry("培训期数")
    entry("培训人次", state=state, merged_into=other if state == State.MERGED else None)
    assert names("quantity", "培训") == ["培训期数"]


def test_what_fits_the_project_comes_first_then_what_is_used_most():
    entry("培训期数", uses=50)
    entry("培训天数", uses=70)
    entry("培训人次", keywords="会计、财务人员", uses=1)
    words = "乡镇财务人员继续教育"
    assert names("quantity", "培训", words=words) == ["培训人次", "培训天数", "培训期数"]
    (first, *_) = suggest("quantity", "培训", words=words)
    assert first.fitting == ("财务人员",)


def test_what_begins_with_the_text_comes_before_what_only_has_it():
    entry("参加培训人次", uses=5)
    entry("培训期数")
    assert names("quantity", "培训") == ["培训期数", "参加培训人次"]


@pytest.fixture
def large(monkeypatch):
    """A library in which every limit of the search is met."""
    for limit, value in (("_POOL", 5), ("_RARE", 8), ("MOST_SHOWN", 5)):
        monkeypatch.setattr(suggesting, limit, value)
    LibraryIndicator.objects.bulk_create(
        LibraryIndicator(kind="quantity", name=f"系统维护次数{number}", uses=100 - number)
        for number in range(40)
    )
    entry("系统备份份数", keywords="电子票据")
    entry("灾备演练次数")


def test_in_a_large_library_a_rare_word_is_found_behind_many_common_ones(large):
    assert names("quantity", "演练") == ["灾备演练次数"]
    assert names("quantity", "系统 份数") == ["系统备份份数"]
    assert names("quantity", "系统维护次数39") == ["系统维护次数39"]


def test_in_a_large_library_the_most_used_are_offered(large):
    assert names("quantity", "系统") == [f"系统维护次数{number}" for number in range(5)]


def test_in_a_large_library_what_fits_is_offered_however_little_it_is_used(large):
    assert names("quantity", "系统", words="电子票据管理系统维护费")[0] == "系统备份份数"
    assert names("quantity", words="电子票据管理系统维护费")[0] == "系统备份份数"


def test_a_request_asks_the_database_at_most_four_times(large):
    for text in ("", "系", "系统维护次数", "龘"):
        with CaptureQueriesContext(connection) as queries:
            names("quantity", text, words="电子票据管理系统维护费")
        assert len(queries) <= 4, text


def test_an_entry_is_found_by_its_new_name_kind_and_state():
    one = entry("培训人次")
    one.name = "参训人数"
    one.save(update_fields=["name"])
    assert (names("quantity", "培训"), names("quantity", "参训")) == ([], ["参训人数"])
    one.kind = "quality"
    LibraryIndicator.objects.bulk_update([one], ["kind"])
    assert (names("quantity", "参训"), names("quality", "参训")) == ([], ["参训人数"])
    one.state = State.RETIRED
    one.save()
    assert not LibraryGram.objects.exists()


def test_usual_prices_are_those_of_one_unit_in_yuan():
    entry("软件维护单价", "cost", comparator="≤", usual_value="0.06", unit="万元/个")
    entry("师资费标准", "cost", comparator="≤", usual_value="500", unit="元/学时")
    entry("项目总成本", "cost", comparator="≤", usual_value="8", unit="万元")
    entry("讲课费标准", "cost", usual_value="按规定标准执行")
    assert dict(usual_prices()) == {"软件维护单价": Decimal(600), "师资费标准": Decimal(500)}


# Proposals


def propose(name="培训人次", value="≥150人次", kind="quantity", unit=BUREAU):
    return library.propose(kind, name, value, unit, "财政局填报人")


def test_a_proposal_waits_for_the_administrator():
    made, is_new = propose(" 培训人次 ", "≧ 150 人次")
    assert is_new
    assert (made.name, made.comparator, made.usual_value, made.unit) == (
        "培训人次",
        "≥",
        "150",
        "人次",
    )
    assert (made.state, made.unit_code, made.proposed_by) == (
        State.PROPOSED,
        BUREAU,
        "财政局填报人",
    )
    assert names("quantity") == []


@pytest.mark.parametrize("value", ["每年≥4次", "2021年12月底前", "通过竣工验收", "≥1,200人"])
def test_a_value_that_is_no_plain_number_stays_as_it_was_written(value):
    made, _ = propose(value=value)
    assert (made.comparator, made.value_text) == ("", value)


def test_what_is_there_already_is_not_proposed_twice():
    common = entry("培训 人次")
    assert propose() == (common, False)
    own, _ = propose("培训期数")
    assert propose("培训期数") == (own, False)
    assert propose("培训期数", unit=SCHOOL)[1]


def test_what_was_rejected_may_be_proposed_again():
    first, _ = propose()
    library.reject(first.pk, "管理员", "太笼统")
    again, is_new = propose()
    assert is_new
    assert again != first


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"name": " "}, messages.NO_NAME),
        ({"kind": ""}, messages.UNKNOWN_KIND),
        ({"name": "长" * 101}, messages.TOO_LONG.format(label="三级指标", limit=100)),
        ({"value": "长" * 201}, messages.TOO_LONG.format(label="指标值", limit=200)),
    ],
)
def test_a_row_that_the_library_cannot_hold_is_not_proposed(fields, message):
    with pytest.raises(NotPossible, match=message):
        propose(**fields)
    assert not LibraryIndicator.objects.exists()


# Decisions


def test_an_accepted_proposal_is_offered_to_its_unit():
    made, _ = propose()
    library.accept(made.pk, "管理员")
    assert names("quantity", "培训") == ["培训人次"]
    assert names("quantity", "培训", unit=SCHOOL) == []


def test_a_rejected_proposal_keeps_the_reason_and_who_decided():
    made, _ = propose()
    done = library.reject(made.pk, "管理员", " 太笼统 ")
    assert (done.state, done.reason, done.decided_by) == (State.REJECTED, "太笼统", "管理员")
    assert done.decided_at


def test_a_rejection_needs_a_reason():
    made, _ = propose()
    with pytest.raises(NotPossible, match=messages.NO_REASON):
        library.reject(made.pk, "管理员", " ")


def test_a_merged_entry_gives_its_counts_to_the_other_and_is_not_offered():
    target = entry("培训人次", uses=3, returns=1)
    made = entry("受训人次", uses=2, returns=1)
    done = library.merge(made.pk, target.pk, "管理员")
    target.refresh_from_db()
    assert (target.uses, target.returns) == (5, 2)
    assert (done.state, done.merged_into) == (State.MERGED, target)
    assert names("quantity") == ["培训人次"]


def test_an_entry_is_merged_only_into_another_that_is_offered_and_of_its_kind():
    made, _ = propose()
    others = [made, entry("受训人次", state=State.RETIRED)]
    for other in others:
        with pytest.raises(NotPossible, match=messages.NO_TARGET):
            library.merge(made.pk, other.pk, "管理员")
    with pytest.raises(NotPossible, match=messages.OTHER_KIND):
        library.merge(made.pk, entry("培训合格率", "quality").pk, "管理员")


def test_a_retired_entry_can_be_offered_again():
    one = entry("培训人次")
    library.retire(one.pk, "管理员")
    assert names("quantity") == []
    library.restore(one.pk, "管理员")
    assert names("quantity") == ["培训人次"]


def test_what_was_decided_is_not_decided_again():
    made, _ = propose()
    library.accept(made.pk, "管理员")
    for deed in (
        lambda: library.accept(made.pk, "另一人"),
        lambda: library.reject(made.pk, "另一人", "太笼统"),
    ):
        with pytest.raises(NotPossible, match="在用"):
            deed()


# Counts


def test_uses_and_returns_are_counted_for_entries_offered_to_the_unit():
    common, own = entry("培训人次"), entry("合格率", "quality", unit_code=BUREAU)
    others = [entry("培训人次", unit_code=SCHOOL), entry("合格率", "quality")]
    rows = [("quantity", " 培训人次"), ("quality", "合格率"), ("quality", "没有的"), ("cost", "")]
    assert library.used(rows, BUREAU) == 3
    assert library.returned(rows[:1], BUREAU) == 1
    counts = [(one.uses, one.returns) for one in map(again, [common, own, *others])]
    assert counts == [(1, 1), (1, 0), (0, 0), (1, 0)]
    assert library.used([], BUREAU) == 0


def again(one):
    return LibraryIndicator.objects.get(pk=one.pk)


# What the database refuses


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"name": "培训人次"}, "library_name_once"),
        ({"name": "培训人次", "state": State.RETIRED}, "library_name_once"),
        ({"name": ""}, "library_has_name"),
        ({"kind": "别的"}, "library_kind_known"),
        ({"state": State.MERGED}, "library_merged_into_another"),
        ({"decided_by": "管理员"}, "library_decided_by_and_at"),
    ],
)
def test_the_database_refuses_an_impossible_entry(fields, constraint):
    entry("培训人次")
    wrong = {"kind": "quantity", "name": "另一条"} | fields
    with (
        transaction.atomic(),
        pytest.raises(IntegrityError, match=f"{constraint}|UNIQUE constraint failed"),
    ):
        LibraryIndicator.objects.create(**wrong)


def test_a_starter_that_is_there_already_stays_as_it_is(monkeypatch, tmp_path):
    shipped = tmp_path / "library.json"
    shipped.write_text('[{"kind": "quantity", "name": "培训人次", "usual_value": "≥1"}]', "utf-8")
    monkeypatch.setattr(library, "SHIPPED", shipped)
    assert library.keep_starters() == 1
    LibraryIndicator.objects.update(state=State.RETIRED)
    assert library.keep_starters() == 0
    assert LibraryIndicator.objects.get().state == State.RETIRED
