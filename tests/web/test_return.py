"""What becomes of a form after a decision: mended, answered, compared, confirmed, approved."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from declarations.forms import messages as field_messages
from declarations.forms.attachments import AttachmentForm
from declarations.life.refusals import SENTENCES
from declarations.models import Attachment, Declaration
from declarations.review.remarks import answer
from declarations.review.versions import NOW
from declarations.views import approving
from declarations.workflow import Action, perform
from tests.web.conftest import GOOD
from tests.web.test_attachments import PDF
from tests.workflow.conftest import (  # noqa: F401
    ADJUSTING,
    APPROVING,
    bring,
    chain,
    draft,
    filler,
    make,
    remark,
    reviewers,
    staff,
)

State = Declaration.State


def said(response):
    return [str(one) for one in response.context["messages"]]


@pytest.fixture
def as_filler(client, filler):  # noqa: F811
    client.force_login(filler)
    return client


@pytest.fixture
def returned(draft, reviewers, filler):  # noqa: F811
    """A form returned with a remark on the goal and one on the form as a whole."""
    perform(draft, Action.SUBMIT, filler)
    remark(draft, reviewers[0])
    remark(draft, reviewers[0], "form")
    return perform(draft, Action.RETURN, reviewers[0])


def change_goal(form, text=GOOD.goal + "覆盖全部乡镇。"):
    Declaration.objects.filter(pk=form.pk).update(annual_goal=text)


def test_the_filler_sees_each_remark_at_its_cell_and_how_many_are_left(as_filler, returned):
    page = as_filler.get(reverse("declaration", args=[returned.pk]))
    assert [one.remark.where for one in page.context["remarks"]] == ["goal", "form"]
    assert set(page.context["remarks_by_cell"]) == {"cell-goal", "cell-form"}
    assert (page.context["remarks_left"], page.context["may_answer"]) == (2, True)
    step = as_filler.get(reverse("edit", args=[returned.pk, "goal"]))
    assert step.context["remarks_left"] == 2


def test_a_remark_is_settled_by_a_change_of_its_cell_or_by_an_answer(as_filler, returned, filler):  # noqa: F811
    whole = returned.remarks.get(where="form")
    change_goal(returned)
    url = reverse("answer_remark", args=[returned.pk, whole.pk])
    response = as_filler.post(url, {f"answer-{whole.pk}": "已按通知补充", "step": "goal"})
    assert response["Location"].startswith(reverse("edit", args=[returned.pk, "goal"]))
    page = as_filler.get(reverse("declaration", args=[returned.pk]))
    assert page.context["remarks_left"] == 0
    perform(returned, Action.SUBMIT, filler)
    assert returned.round == 2


def test_a_blank_answer_takes_the_answer_back(as_filler, returned):
    whole = returned.remarks.get(where="form")
    url = reverse("answer_remark", args=[returned.pk, whole.pk])
    as_filler.post(url, {f"answer-{whole.pk}": "已补充"})
    as_filler.post(url, {f"answer-{whole.pk}": "  ", f"seen-{whole.pk}": "已补充"})
    whole.refresh_from_db()
    assert (whole.answer, whole.answered_by) == ("", None)


def send(client, form, **along):
    data = {"turn": form.turn, "step": "submit"} | along
    return client.post(reverse("deed", args=[form.pk, "submit"]), data)


def test_an_answer_typed_beside_the_button_goes_along_with_the_submission(as_filler, returned):
    change_goal(returned)
    whole = returned.remarks.get(where="form")
    page = as_filler.get(reverse("edit", args=[returned.pk, "submit"])).content.decode()
    field = page[page.index(f'name="answer-{whole.pk}"') :]
    assert 'form="send"' in field[: field.index(">")]
    send(as_filler, returned, **{f"answer-{whole.pk}": "已按通知补充"})
    whole.refresh_from_db()
    assert whole.answer == "已按通知补充"
    returned.refresh_from_db()
    assert returned.state == State.IN_REVIEW


def test_an_answer_is_kept_although_the_form_cannot_be_submitted_yet(as_filler, returned):
    whole = returned.remarks.get(where="form")
    response = send(as_filler, returned, **{f"answer-{whole.pk}": "已按通知补充"})
    assert response.status_code == 409  # the remark on the goal is left
    whole.refresh_from_db()
    assert whole.answer == "已按通知补充"


def test_an_answer_that_cannot_be_kept_comes_back_as_it_was_typed(as_filler, returned):
    change_goal(returned)
    whole = returned.remarks.get(where="form")
    response = send(as_filler, returned, **{f"answer-{whole.pk}": "字" * 5001})
    assert response.status_code == 409
    (unkept,) = response.context["answers_refused"].values()
    assert unkept.text == "字" * 5001
    assert unkept.text in response.content.decode()
    returned.refresh_from_db()
    assert returned.state == State.RETURNED


def test_an_answer_nobody_touched_leaves_what_a_colleague_wrote_meanwhile(
    as_filler,
    returned,
    filler,  # noqa: F811
):
    whole = returned.remarks.get(where="form")
    answer(whole, "同事写的", filler)
    send(as_filler, returned, **{f"answer-{whole.pk}": "", f"seen-{whole.pk}": ""})
    whole.refresh_from_db()
    assert whole.answer == "同事写的"


@pytest.fixture
def colleague(person, draft):  # noqa: F811
    return person("colleague", draft.unit, "filler")


def test_what_a_colleague_answered_meanwhile_is_written_over_by_the_button_alone(
    as_filler, returned, colleague
):
    whole = returned.remarks.get(where="form")
    answer(whole, "同事写的", colleague)
    url = reverse("answer_remark", args=[returned.pk, whole.pk])
    mine = {f"answer-{whole.pk}": "我写的", f"seen-{whole.pk}": "", "step": "goal"}
    response = as_filler.post(url, {**mine, "do": "save"})
    unkept = response.context["answers_refused"][whole.pk]
    assert (unkept.text, unkept.now) == ("我写的", "同事写的")
    as_filler.post(url, {**mine, f"now-{whole.pk}": unkept.now}, headers={"HX-Request": "true"})
    whole.refresh_from_db()
    assert whole.answer == "同事写的"
    as_filler.post(url, {**mine, f"now-{whole.pk}": unkept.now, "do": "save"})
    whole.refresh_from_db()
    assert whole.answer == "我写的"


def test_an_answer_saved_as_one_types_is_told_to_the_page_and_to_its_next_save(as_filler, returned):
    whole = returned.remarks.get(where="form")
    url = reverse("answer_remark", args=[returned.pk, whole.pk])
    typed = {f"answer-{whole.pk}": "已按通知补充", f"seen-{whole.pk}": "", "step": "submit"}
    response = as_filler.post(url, typed, headers={"HX-Request": "true"})
    page = response.content.decode()
    assert response.context["remarks_left"] == 1
    assert f'id="answer-{whole.pk}-shown" name="seen-{whole.pk}" value="已按通知补充"' in page
    for part in ("remarks-left", f"remark-{whole.pk}-standing", "sending-state", "sending-button"):
        assert f'id="{part}" hx-swap-oob="true"' in page


def test_an_answer_that_is_too_long_to_be_saved_as_one_types_is_refused_beside_it(
    as_filler, returned
):
    whole = returned.remarks.get(where="form")
    url = reverse("answer_remark", args=[returned.pk, whole.pk])
    typed = {f"answer-{whole.pk}": "字" * 5001, f"seen-{whole.pk}": "", "step": "goal"}
    page = as_filler.post(url, typed, headers={"HX-Request": "true"}).content.decode()
    assert f'data-error="answer-{whole.pk}"' in page
    assert f'id="answer-{whole.pk}-shown"' not in page


@pytest.mark.parametrize(
    ("step", "here"),
    [("basics", ["form"]), ("goal", ["goal"]), ("funding", []), ("submit", ["goal", "form"])],
)
def test_a_step_shows_the_remarks_on_its_part_and_the_number_of_the_others(
    as_filler, returned, step, here
):
    page = as_filler.get(reverse("edit", args=[returned.pk, step]))
    assert [one.remark.where for one in page.context["remarks_here"]] == here
    assert len(page.context["remarks_elsewhere"]) == 2 - len(here)
    assert page.context["remarks_left"] == 2


@pytest.mark.parametrize("page", ["edit", "declaration"])
def test_a_form_with_remarks_left_is_not_said_to_be_ready(as_filler, returned, filler, page):  # noqa: F811
    url = reverse(page, args=[returned.pk, *(["submit"] if page == "edit" else [])])
    examined = as_filler.get(url).context["examined"]
    assert (examined.is_answered, examined.is_ready, examined.remarks_left) == (True, False, 2)
    returned.remarks.update(answer="已补充", answered_by=filler, answered_at=returned.created_at)
    assert as_filler.get(url).context["examined"].is_ready


def test_the_remarks_of_a_form_that_was_withdrawn_can_be_answered(as_filler, returned, filler):  # noqa: F811
    change_goal(returned)
    answer(returned.remarks.get(where="form"), "已补充", filler)
    perform(returned, Action.SUBMIT, filler)
    perform(returned, Action.WITHDRAW, filler)
    change_goal(returned, GOOD.goal)
    page = as_filler.get(reverse("edit", args=[returned.pk, "submit"]))
    assert (page.context["may_answer"], page.context["remarks_left"]) == (True, 1)


def test_nobody_answers_a_remark_of_a_form_that_is_not_his(client, stranger, returned):
    client.force_login(stranger)
    whole = returned.remarks.get(where="form")
    url = reverse("answer_remark", args=[returned.pk, whole.pk])
    assert client.post(url, {f"answer-{whole.pk}": "好"}).status_code == 404


def test_the_reviewer_sees_what_was_changed_and_what_nobody_asked_for(
    client,
    returned,
    filler,  # noqa: F811
    reviewers,  # noqa: F811
):
    returned.remarks.filter(where="form").delete()
    change_goal(returned)
    returned.indicators.filter(name="参训人员满意度").update(value="≥92%")
    perform(returned, Action.SUBMIT, filler)
    client.force_login(reviewers[0])
    page = client.get(reverse("review", args=[returned.pk]))
    changes = {one.difference.where: one.asked for one in page.context["changes"]}
    assert changes == {"goal": True, "indicators[5].value": False}


def test_two_rounds_are_compared_on_paper(as_filler, returned, filler):  # noqa: F811
    change_goal(returned)
    returned.remarks.update(answer="好", answered_by=filler, answered_at=returned.created_at)
    perform(returned, Action.SUBMIT, filler)
    page = as_filler.get(reverse("compare", args=[returned.pk]))
    first, second = returned.submissions.all()
    assert [one.key for one in page.context["versions"]] == [f"s{first.pk}", f"s{second.pk}", NOW]
    assert [one.where for one in page.context["differences"]] == ["goal"]
    assert "cell-goal" in page.context["changed"]
    same = {"from": f"s{second.pk}", "to": NOW}
    page = as_filler.get(reverse("compare", args=[returned.pk]), same)
    assert page.context["differences"] == ()
    page = as_filler.get(reverse("compare", args=[returned.pk]), {"from": "s999"})
    assert page.status_code == 404


def test_an_improvement_is_shown_to_be_confirmed_or_objected_to(as_filler, bring, filler):  # noqa: F811
    form = bring("to_confirm")
    Declaration.objects.filter(pk=form.pk).update(annual_goal="改过的目标，培训15人。")
    page = as_filler.get(reverse("declaration", args=[form.pk]))
    assert [one.difference.where for one in page.context["changes"]] == ["goal"]
    for url in (
        reverse("deed", args=[form.pk, "confirm"]),
        reverse("deed", args=[form.pk, "object"]),
    ):
        assert url in page.content.decode()


@pytest.fixture
def finance(reviewers):  # noqa: F811
    return reviewers[-1]


def approve(client, form, amount, **more):
    data = {"number": "仁财预〔2021〕3号", "dated": "2021-01-20", "pk": [form.pk]}
    return client.post(
        reverse("approvals"), data | {f"amount-{form.pk}": amount} | more, follow=True
    )


def test_forms_are_approved_from_one_document(client, bring, finance):  # noqa: F811
    form = bring("pending_approval")
    client.force_login(finance)
    assert said(approve(client, form, "6")) == [
        approving.APPROVED.format(number="仁财预〔2021〕3号", count=1)
    ]
    form.refresh_from_db()
    assert (form.state, form.approval.amount) == (State.APPROVED, Decimal("6.00"))
    assert form.approval.dated == date(2021, 1, 20)


def test_an_amount_that_is_not_that_of_the_form_is_refused(client, bring, finance):  # noqa: F811
    form = bring("pending_approval")
    client.force_login(finance)
    reason = SENTENCES["WFL-APPROVE-AMOUNT"].format(approved="6.50", stated="6.00")
    assert said(approve(client, form, "6.5")) == [
        approving.NOT_APPROVED.format(name=form, reason=reason)
    ]
    form.refresh_from_db()
    assert form.state == State.PENDING_APPROVAL


def test_an_approval_without_a_form_or_a_number_approves_nothing(client, bring, finance):  # noqa: F811
    form = bring("pending_approval")
    client.force_login(finance)
    page = approve(client, form, "6", pk=[])
    assert page.context["form"].non_field_errors() == [field_messages.NO_FORM_CHOSEN]
    assert approve(client, form, "6", number="").context["form"].errors["number"]
    form.refresh_from_db()
    assert form.state == State.PENDING_APPROVAL


@pytest.fixture
def two_pending(bring, bureau, chain, filler, reviewers):  # noqa: F811
    """Two forms that wait for their 批复, of 6 万元 each."""
    other = make(bureau, chain, filler, project="第二个项目")
    perform(other, Action.SUBMIT, filler)
    for reviewer in reviewers[:3]:
        perform(other, Action.PASS, reviewer)
    perform(other, Action.GRADE_EXCELLENT, reviewers[3])
    return [bring("pending_approval"), other]


def test_approvals_come_page_by_page_and_the_one_asked_for_is_shown(
    client, two_pending, finance, monkeypatch
):
    monkeypatch.setattr(approving, "PAGE_SIZE", 1)
    client.force_login(finance)
    order = sorted(two_pending, key=lambda one: (one.waiting_since, one.pk))
    for number, one in enumerate(order, start=1):
        for asked in ({"page": number}, {"pk": one.pk}):
            page = client.get(reverse("approvals"), asked)
            assert page.context["form"].declarations == [one]
    assert page.context["page"].paginator.count == 2


def test_what_was_ticked_on_a_page_is_approved_wherever_it_stands_by_now(
    client, two_pending, finance, monkeypatch
):
    monkeypatch.setattr(approving, "PAGE_SIZE", 1)
    client.force_login(finance)
    for one in two_pending:
        approve(client, one, "6")
    assert {State(one.state) for one in Declaration.objects.all()} == {State.APPROVED}


def approve_both(client, forms, scan, amounts=("6", "6")):
    data = {f"amount-{one.pk}": amount for one, amount in zip(forms, amounts, strict=True)}
    return approve(client, forms[0], "6", pk=[one.pk for one in forms], scan=scan, **data)


def test_forms_approved_by_one_document_share_its_scan(
    client, two_pending, finance, person, government
):
    client.force_login(finance)
    approve_both(client, two_pending, SimpleUploadedFile("批复.pdf", PDF))
    first, second = Attachment.objects.all()
    assert {first.declaration, second.declaration} == set(two_pending)
    assert first.file.name == second.file.name
    client.force_login(person("reader", government, "auditor"))
    for one in (first, second):
        answer = client.get(reverse("attachment", args=[one.declaration_id, one.pk]))
        assert b"".join(answer.streaming_content) == PDF


def test_a_form_that_is_not_approved_gets_no_scan(client, two_pending, finance):
    client.force_login(finance)
    scan = SimpleUploadedFile("批复.pdf", PDF)
    page = approve_both(client, two_pending, scan, amounts=("5", "6"))
    assert [one.declaration for one in Attachment.objects.all()] == two_pending[1:]
    assert not page.context["form"].errors


def test_a_scan_that_is_no_document_approves_nothing(client, two_pending, finance):
    client.force_login(finance)
    page = approve_both(client, two_pending, SimpleUploadedFile("批复.pdf", b"<script>"))
    assert page.context["form"].errors["scan"]
    assert not Declaration.objects.filter(state=State.APPROVED).exists()
    assert not Attachment.objects.exists()


def test_the_filler_attaches_no_scan_of_an_approval():
    kinds = dict(AttachmentForm.base_fields["kind"].choices)
    assert Attachment.Kind.APPROVAL not in kinds
    assert Attachment.Kind.CONTRACT in kinds


def test_only_the_finance_bureau_approves(as_filler):
    assert as_filler.get(reverse("approvals")).status_code == 403


def test_an_approved_form_is_adjusted_in_a_version_of_its_own(as_filler, bring):  # noqa: F811
    form = bring("approved")
    url = reverse("adjust", args=[form.pk])
    page = as_filler.post(url, {"reason": "培训改为三期", "basis": " "})
    assert said(page) == [SENTENCES["WFL-ADJUST-REASON"]]
    response = as_filler.post(url, {"reason": "培训改为三期", "basis": "仁财预〔2021〕9号"})
    version = Declaration.objects.get(project=form.project, version=2)
    assert response["Location"] == reverse("edit", args=[version.pk, "basics"])
    assert (version.state, form.state) == (State.DRAFT, State.APPROVED)
    assert version.adjustment.basis == "仁财预〔2021〕9号"
    page = as_filler.get(reverse("compare", args=[version.pk]))
    assert page.context["before"].key == f"d{form.pk}"


def test_a_draft_is_not_adjusted(as_filler, draft):  # noqa: F811
    assert as_filler.get(reverse("adjust", args=[draft.pk])).status_code == 403


def test_the_remarks_of_a_rejected_form_are_answered_when_it_is_taken_up_again(
    as_filler,
    draft,  # noqa: F811
    filler,  # noqa: F811
    reviewers,  # noqa: F811
    staff,  # noqa: F811
):
    perform(draft, Action.SUBMIT, filler)
    for reviewer in reviewers[:-1]:
        perform(draft, Action.PASS, reviewer)
    said_of_goal = remark(draft, reviewers[-1])
    perform(draft, Action.GRADE_POOR, reviewers[-1], comment="依据不足")
    perform(draft, Action.REOPEN, staff["administrator@own"], comment="补充了依据")
    page = as_filler.get(reverse("declaration", args=[draft.pk]))
    assert [one.remark for one in page.context["remarks"]] == [said_of_goal]
    assert page.context["may_answer"]
