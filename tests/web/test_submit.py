"""The step 送审: what stands in the way, the one click, who has it then, and back again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from declarations.examining.checking import check
from declarations.life.refusals import SENTENCES
from declarations.life.stages import set_default_stages
from declarations.models import Event, Membership
from declarations.views.deeds import REASONS_REFUSED
from declarations.views.life import WITH_NOBODY, WITH_ONE
from declarations.workflow import Action, perform

Role = Membership.Role


@pytest.fixture
def open_cycle(cycle):
    cycle.opens_on, cycle.closes_on = localdate() - timedelta(1), localdate() + timedelta(9)
    cycle.save()
    set_default_stages(cycle)
    return cycle


@pytest.fixture
def head(person, government):
    """Who reviews for the department."""
    return person("head", government, Role.DEPARTMENT_REVIEWER)


@pytest.fixture
def ready(declaration, filler, open_cycle, head):
    """A form that may be submitted."""
    for found in check(declaration).open_warnings:
        declaration.justifications.get_or_create(
            code=found.code, defaults={"text": "本项目按上级文件执行", "by": filler}
        )
    return declaration


def page_of(declaration):
    return reverse("edit", args=[declaration.pk, "submit"])


@pytest.fixture
def send(as_filler):
    """Posts a deed from the step 送审, as its button does."""

    def post(declaration, action="submit", turn=None, **reasons):
        turn = declaration.turn if turn is None else turn
        url = reverse("deed", args=[declaration.pk, action])
        return as_filler.post(url, {"turn": turn, "step": "submit"} | reasons, follow=True)

    return post


def test_one_click_submits_and_the_page_says_who_has_it(send, ready, head, fresh):
    response = send(ready)
    assert response.redirect_chain == [(page_of(ready), 302)]
    assert fresh(ready).state == "in_review"
    assert str(head) in response.content.decode()
    assert reverse("deed", args=[ready.pk, "withdraw"]) in response.content.decode()


def test_a_double_click_submits_once_and_complains_of_nothing(send, ready):
    first, second = send(ready, turn=0), send(ready, turn=0)
    assert (first.status_code, second.status_code) == (200, 200)
    assert Event.objects.filter(declaration=ready, action="submit").count() == 1
    assert ready.submissions.count() == 1


def test_errors_and_warnings_stand_in_the_way_with_links_to_where_they_are_mended(
    send, as_filler, ready, fresh
):
    ready.indicators.filter(name="培训人数").update(value="大约若干")
    ready.justifications.all().delete()
    page = as_filler.get(page_of(ready)).content.decode()
    checked = check(fresh(ready))
    assert checked.report.errors
    assert checked.open_warnings
    for found in (*checked.report.errors, *checked.open_warnings):
        assert f'data-code="{found.code}"' in page
    for found in checked.open_warnings:
        assert f'name="reason-{found.code}"' in page
    response = send(ready)
    assert response.status_code == 409
    sentence = SENTENCES["WFL-ERRORS"].format(n=len(checked.report.errors))
    assert sentence in response.content.decode()
    assert fresh(ready).state == "draft"


@pytest.fixture
def lump(ready):
    """The same, but nobody said why its cost is a lump sum."""
    ready.indicators.filter(name="培训费").update(value="培训费6万元")
    return ready


def test_the_tabs_say_where_a_warning_is_mended_and_that_its_reason_is_missing(as_filler, lump):
    page = as_filler.get(page_of(lump))
    warnings = {line.step.key: line.warnings for line in page.context["examined"].steps}
    assert {key: count for key, count in warnings.items() if count} == {"indicators": 1}
    assert page.context["examined"].reasons_left == 1
    html = page.content.decode()
    tabs = html[html.index('id="progress"') :]
    assert tabs[: tabs.index("</nav>")].count("data-warnings") == 1


def test_reasons_are_written_beside_the_button_and_go_along(send, lump, fresh):
    (found,) = check(fresh(lump)).open_warnings
    send(lump, **{f"reason-{found.code}": "由上级统一采购，单价见合同"})
    assert fresh(lump).state == "in_review"
    assert lump.justifications.get(code=found.code).text == "由上级统一采购，单价见合同"


@pytest.mark.parametrize("text", ["合同", "同上同上同上", "字" * 5000, "坏字符\x00由上级统一采购"])
def test_a_reason_that_says_too_little_comes_back_and_nothing_is_sent(send, lump, fresh, text):
    (found,) = check(fresh(lump)).open_warnings
    response = send(lump, **{f"reason-{found.code}": text})
    assert response.status_code == 409
    assert REASONS_REFUSED in response.content.decode()
    (unsaid,) = response.context["reasons_refused"].values()
    assert (unsaid.code, unsaid.text) == (found.code, text)
    assert unsaid.error in response.content.decode()
    assert fresh(lump).state == "draft"
    assert not lump.justifications.filter(code=found.code).exists()


def test_a_good_reason_is_kept_although_the_form_cannot_be_sent_yet(send, lump, fresh):
    lump.indicators.filter(name="培训人数").update(value="大约若干")
    response = send(lump, **{"reason-CST-NO-BREAKDOWN": "由上级统一采购，单价见合同"})
    assert response.status_code == 409
    assert lump.justifications.filter(code="CST-NO-BREAKDOWN").exists()
    assert fresh(lump).state == "draft"


def test_a_reason_for_what_was_mended_meanwhile_is_not_needed(send, ready, fresh):
    send(ready, **{"reason-CST-NO-BREAKDOWN": "由上级统一采购，单价见合同"})
    assert fresh(ready).state == "in_review"


def test_who_may_not_edit_the_form_writes_no_reason_on_it(client, head, lump, fresh):
    client.force_login(head)
    url = reverse("deed", args=[lump.pk, "submit"])
    data = {"turn": lump.turn, "step": "submit"}
    client.post(url, data | {"reason-CST-NO-BREAKDOWN": "由上级统一采购，单价见合同"})
    assert not lump.justifications.filter(code="CST-NO-BREAKDOWN").exists()


def test_a_justification_is_shown_again_before_it_goes_along(as_filler, ready, filler):
    row = ready.indicators.get(name="培训费")
    row.value, kept = "培训费6万元", row.value
    row.save()
    (found, *_) = check(type(ready).objects.get(pk=ready.pk)).open_warnings
    reason = "由上级统一采购，单价见合同"
    ready.justifications.create(code=found.code, text=reason, by=filler)
    assert reason in as_filler.get(page_of(ready)).content.decode()
    ready.indicators.filter(pk=row.pk).update(value=kept)
    assert reason not in as_filler.get(page_of(ready)).content.decode()
    ready.indicators.filter(pk=row.pk).update(value="培训费6万元")
    assert reason in as_filler.get(page_of(ready)).content.decode()


def test_after_the_deadline_the_page_says_so_until_the_unit_has_more_time(
    send, as_filler, ready, filler, bureau, fresh
):
    cycle = ready.cycle
    type(cycle).objects.filter(pk=cycle.pk).update(
        opens_on=localdate() - timedelta(9), closes_on=localdate() - timedelta(1)
    )
    sentence = SENTENCES["WFL-DEADLINE"].format(closes=localdate() - timedelta(1))
    assert sentence in as_filler.get(page_of(ready)).content.decode()
    assert send(ready).status_code == 409
    cycle.extensions.create(unit=bureau, closes_on=localdate(), reason="系统故障", given_by=filler)
    send(ready)
    assert fresh(ready).state == "in_review"


def test_it_is_withdrawn_until_somebody_takes_it_up(send, ready, head, fresh):
    send(ready)
    send(fresh(ready), "withdraw")
    assert fresh(ready).state == "draft"
    send(fresh(ready))
    claimed = fresh(ready)
    perform(claimed, Action.CLAIM, head)
    response = send(claimed, "withdraw")
    assert response.status_code == 409
    assert SENTENCES["WFL-CLAIMED"] in response.content.decode()
    assert WITH_ONE.format(who=head, stage="主管部门") in response.content.decode()


def test_a_stage_without_people_is_said_and_the_administrator_told(
    send, ready, head, person, bureau, client
):
    keeper = person("keeper", bureau, Role.ADMINISTRATOR)
    head.memberships.all().delete()
    assert WITH_NOBODY.format(stage="主管部门") in send(ready).content.decode()
    notice = keeper.notices.get()
    client.force_login(keeper)
    assert notice.text in client.get(reverse("home")).content.decode()
    client.post(reverse("notice_read", args=[notice.pk]))
    assert notice.text not in client.get(reverse("home")).content.decode()


def test_another_persons_notice_is_not_there(as_filler, ready, stranger):
    notice = stranger.notices.create(text="给别人的")
    assert as_filler.post(reverse("notice_read", args=[notice.pk])).status_code == 404


def test_a_deed_without_a_turn_is_no_page_of_ours(as_filler, ready):
    for typed in ({}, {"turn": "x"}):
        assert as_filler.post(reverse("deed", args=[ready.pk, "submit"]), typed).status_code == 404
    assert as_filler.post(reverse("deed", args=[ready.pk, "nothing"])).status_code == 404


def test_the_page_of_the_form_leads_to_the_submission(as_filler, ready):
    page = as_filler.get(reverse("declaration", args=[ready.pk])).content.decode()
    assert page_of(ready) in page


def test_the_counters_follow_the_form_from_desk_to_desk(as_filler, ready, filler, head, client):
    def counted(user):
        client.force_login(user)
        context = client.get(reverse("home")).context
        return {task.key: task.count for task in context["tasks"]}, context["waiting_count"]

    assert counted(filler) == ({"drafts": 1}, 1)
    assert counted(head) == ({}, 0)
    perform(ready, Action.SUBMIT, filler)
    assert counted(filler) == ({}, 0)
    assert counted(head) == ({"to_judge": 1}, 1)


def test_the_counters_of_a_page_take_two_queries(ready, filler, django_assert_num_queries):
    from declarations.life.notices import unread
    from declarations.review.todo import tasks_of

    assert filler.posts
    with django_assert_num_queries(2):
        tasks_of(filler)
        list(unread(filler))


def test_the_address_behind_a_proxy_is_what_the_proxy_wrote(settings, as_filler, ready, send):
    settings.HTTPS = True
    url = reverse("deed", args=[ready.pk, "submit"])
    headers = {"X-Forwarded-For": "6.6.6.6, 10.1.2.3"}
    as_filler.post(url, {"turn": 0}, headers=headers)
    assert ready.events.get(action="submit").address == "10.1.2.3"


def test_what_one_submitted_himself_is_not_counted_as_his_to_judge(ready, filler, government):
    from declarations.review.todo import tasks_of, waiting

    filler.memberships.create(unit=government, role=Role.DEPARTMENT_REVIEWER)
    perform(ready, Action.SUBMIT, filler)
    both = type(filler).objects.get(pk=filler.pk)
    assert tasks_of(both) == []
    assert not waiting(both, "to_judge").exists()


@pytest.fixture
def keep(htmx):
    """Sends a reason as one leaves its field."""

    def post(declaration, code, text):
        url = reverse("keep_reason", args=[declaration.pk, code])
        return htmx(url, {f"reason-{code}": text})

    return post


def test_a_reason_is_kept_as_one_leaves_its_field_and_a_blank_one_takes_it_back(keep, ready, fresh):
    ready.justifications.all().delete()
    code = check(fresh(ready)).open_warnings[0].code
    page = keep(ready, code, "由上级统一采购，单价以采购结果为准")
    assert ready.justifications.get().code == code
    assert 'id="sending-state" hx-swap-oob="true"' in page.content.decode()
    keep(ready, code, " ")
    assert not ready.justifications.exists()


def test_a_reason_that_says_too_little_is_refused_beside_its_field(keep, ready, fresh):
    ready.justifications.all().delete()
    code = check(fresh(ready)).open_warnings[0].code
    page = keep(ready, code, "无").content.decode()
    assert f'data-error="reason-{code}"' in page
    assert not ready.justifications.exists()
