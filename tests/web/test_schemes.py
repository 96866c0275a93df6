"""指标体系 kept by an administrator: made, edited, published, exported and imported."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from declarations.actions import create_declaration
from indicators import scheme_deeds, scheme_files
from indicators.forms import schemes as forms
from indicators.frozen import FROZEN
from indicators.models import CrosswalkEntry, Scheme, SchemeNode
from indicators.scheme_changes import How
from indicators.views.access import NOT_AN_ADMINISTRATOR
from tests.scheme_trees import COUNTY

from .conftest import GOOD, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(client, person, bureau):
    client.force_login(person("keeper", bureau, Role.ADMINISTRATOR))
    return client


@pytest.fixture
def draft():
    return scheme_deeds.keep_draft(COUNTY)


@pytest.fixture
def used(bureau, cycle):
    create_declaration(GOOD, unit=bureau, cycle=cycle)
    return cycle.scheme


def do(client, scheme, deed):
    return client.post(reverse("scheme_act", args=[scheme.pk, deed]))


def node_of(scheme, name):
    return next(node for node in scheme.nodes() if node.name == name)


def node_url(scheme, name):
    return reverse("scheme_node", args=[scheme.pk, node_of(scheme, name).pk])


def typed(form, **changes):
    """What a browser sends of this form, with some fields typed anew."""
    data = {form.add_prefix(name): form[name].value() for name in form.fields}
    data |= {form.add_prefix(name): value for name, value in changes.items()}
    return {name: value for name, value in data.items() if value not in (None, False)}


def kinds(scheme):
    return [(node.level1, node.name) for node in scheme.whole_tree().nodes()]


# Who may


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_keeps_schemes(client, person, bureau, draft, role):
    client.force_login(person("someone", bureau, role))
    pages = [
        reverse("schemes"),
        reverse("scheme_import"),
        *(reverse(name, args=[draft.pk]) for name in ("scheme", "scheme_changes")),
        reverse("scheme_export", args=[draft.pk, "json"]),
        reverse("crosswalk", args=[draft.pk, draft.pk]),
    ]
    for url in pages:
        response = client.get(url)
        assert response.status_code == 403, url
        assert NOT_AN_ADMINISTRATOR in response.content.decode()
    assert client.get(reverse("scheme_paper", args=[draft.pk])).status_code == 403
    for url in (
        reverse("scheme_act", args=[draft.pk, "discard"]),
        reverse("scheme_head", args=[draft.pk]),
        reverse("scheme_add_branch", args=[draft.pk]),
        node_url(draft, "多少"),
    ):
        assert client.post(url, {"do": "delete"}).status_code == 403, url
    assert Scheme.objects.get(pk=draft.pk).whole_tree() == COUNTY


# The life of a scheme


def test_the_list_tells_state_and_use(keeper, draft, used, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        response = keeper.get(reverse("schemes"))
    rows = {scheme.code: uses for scheme, uses in response.context["rows"]}
    assert [str(each) for each in rows[used.code]] == ["1 张申报表", "1 个申报批次"]
    assert rows[draft.code] == []


def test_a_copy_begins_a_line_of_its_own_and_a_version_continues_one(keeper, used):
    copy_id = do(keeper, used, "copy")["Location"].split("/")[-2]
    version_id = do(keeper, used, "version")["Location"].split("/")[-2]
    copy, version = Scheme.objects.get(pk=copy_id), Scheme.objects.get(pk=version_id)
    assert (copy.version, copy.previous, copy.state) == (1, None, "draft")
    assert (version.version, version.previous, version.code) == (2, used, "sichuan-2021-v2")
    assert copy.whole_tree().branches == version.whole_tree().branches == used.tree().branches
    again = scheme_deeds.new_version(version)
    assert (again.code, again.version) == ("sichuan-2021-v3", 3)


def test_a_draft_with_problems_is_not_published_and_they_stand_at_their_nodes(keeper, draft):
    SchemeNode.objects.filter(name="花费").update(kind="quality")
    do(keeper, draft, "publish")
    draft.refresh_from_db()
    assert draft.state == Scheme.State.DRAFT
    page = keeper.get(reverse("scheme", args=[draft.pk]))
    assert len(page.context["edited"].of_whole) == 1


def test_a_scheme_is_published_withdrawn_and_retired(keeper, draft):
    for deed, state in (
        ("publish", "published"),
        ("withdraw", "draft"),
        ("publish", "published"),
        ("retire", "retired"),
    ):
        do(keeper, draft, deed)
        draft.refresh_from_db()
        assert draft.state == state


def test_a_draft_is_not_retired(keeper, draft):
    assert do(keeper, draft, "retire").status_code == 409
    draft.refresh_from_db()
    assert draft.state == Scheme.State.DRAFT


def test_a_used_scheme_is_not_withdrawn_or_deleted_and_the_page_names_who_uses_it(keeper, used):
    for deed in ("withdraw", "discard"):
        response = do(keeper, used, deed)
        assert response.status_code in (403, 409)
        assert GOOD.project in response.content.decode()
    assert Scheme.objects.get(pk=used.pk).state == Scheme.State.PUBLISHED


def test_no_form_changes_a_used_scheme_and_the_error_names_the_declarations(keeper, used):
    before = used.tree()
    for url, data in (
        (reverse("scheme_head", args=[used.pk]), {"name": "别名", "code": "x", "form_title": "x"}),
        (reverse("scheme_add_branch", args=[used.pk]), {}),
        (node_url(used, "数量指标"), {"do": "delete"}),
        (node_url(used, "数量指标"), {"do": "down"}),
        (node_url(used, "数量指标"), {"do": "place", "where": "new"}),
    ):
        response = keeper.post(url, data)
        assert response.status_code == 403, url
        page = response.content.decode()
        assert FROZEN in page
        assert GOOD.project in page
        assert Scheme.objects.get(pk=used.pk).tree() == before


def test_django_admin_changes_no_scheme(keeper, used):
    url = reverse("admin:indicators_scheme_change", args=[used.pk])
    assert keeper.post(url, {"name": "别名"}).status_code == 403


def test_a_draft_that_a_cycle_took_is_not_edited_any_more(keeper, draft):
    do(keeper, draft, "publish")
    assert keeper.post(node_url(draft, "多少"), {"do": "delete"}).status_code == 403


# The editor


def test_a_node_is_edited_in_place(keeper, draft):
    node = node_of(draft, "多少")
    data = typed(forms.NodeForm(node), name="数目", required="", help="第一行\r\n第二行")
    response = keeper.post(node_url(draft, "多少"), data)
    assert response["Location"].endswith(f"#node-{node.pk}")
    node.refresh_from_db()
    assert (node.name, node.required, node.help) == ("数目", "", "第一行\n第二行")


def test_a_name_that_is_taken_is_refused_and_what_was_typed_stays(keeper, draft):
    data = typed(forms.NodeForm(node_of(draft, "多少")), name="好坏", help="写数")
    page = keeper.post(node_url(draft, "多少"), data).content.decode()
    assert forms.NAME_TAKEN.format(name="好坏") in page
    assert "写数" in page
    assert Scheme.objects.get(pk=draft.pk).whole_tree() == COUNTY


def test_what_is_said_of_the_whole_form_is_saved(keeper, draft):
    form = forms.SchemeForm(instance=draft)
    data = typed(
        form, form_title="新表名", weight_total=90, columns=["weight", "nature"], is_landscape="on"
    )
    keeper.post(reverse("scheme_head", args=[draft.pk]), data)
    tree = Scheme.objects.get(pk=draft.pk).whole_tree()
    assert (tree.form_title, tree.weight_total) == ("新表名", 90)
    assert (tree.layout.columns, tree.layout.landscape) == (("nature", "weight"), True)


def test_nodes_are_moved_among_and_between_branches(keeper, draft):
    keeper.post(node_url(draft, "好坏"), {"do": "up"})
    assert [name for _, name in kinds(draft)] == ["好坏", "多少", "花费", "党建", "群众"]
    keeper.post(node_url(draft, "党建"), {"do": "down"})
    assert kinds(draft)[-2:] == [("谁满意", "党建"), ("谁满意", "群众")]
    keeper.post(node_url(draft, "花费"), {"do": "place", "where": "new"})
    assert kinds(draft)[-1] == ("花费", "花费")
    keeper.post(node_url(draft, "花费"), {"do": "place", "where": draft.branches.first().pk})
    assert kinds(draft)[2] == ("做了什么", "花费")


def test_a_node_is_not_moved_beside_one_of_its_name(keeper, draft):
    branch = draft.branches.get(name="谁满意")
    SchemeNode.objects.create(branch=branch, position=5, name="多少", kind="quality")
    response = keeper.post(node_url(draft, "多少"), {"do": "place", "where": branch.pk})
    said = scheme_deeds.NAME_TAKEN.format(branch="谁满意", name="多少")
    assert response.status_code == 409
    assert said in response.content.decode()


def test_branches_and_nodes_are_added_moved_and_deleted(keeper, draft):
    keeper.post(reverse("scheme_add_branch", args=[draft.pk]))
    branch = draft.branches.last()
    url = reverse("scheme_branch", args=[draft.pk, branch.pk])
    for _ in range(2):
        keeper.post(url, {"do": "add"})
    keeper.post(url, {"do": "up"})
    new = scheme_deeds.NEW_BRANCH
    assert [one.name for one in draft.whole_tree().branches] == ["做了什么", new, "谁满意"]
    assert branch.nodes.count() == 2
    keeper.post(url, {"do": "delete"})
    assert draft.whole_tree() == COUNTY


@pytest.mark.parametrize("deed", ["up", "delete", "place"])
def test_what_is_done_to_a_row_that_was_deleted_meanwhile_is_refused(keeper, draft, deed):
    url = node_url(draft, "花费")
    node_of(draft, "花费").delete()
    tree = Scheme.objects.get(pk=draft.pk).whole_tree()
    response = keeper.post(url, {"do": deed, "where": "new"})
    assert response.status_code == 409
    assert scheme_deeds.GONE in response.content.decode()
    answer = keeper.post(
        url, {"do": deed, "where": "new"}, headers={"HX-Request": "true", "HX-Target": "tree"}
    )
    assert scheme_deeds.GONE in answer.content.decode()
    assert Scheme.objects.get(pk=draft.pk).whole_tree() == tree


def test_a_save_of_a_row_that_was_deleted_meanwhile_gives_back_what_was_typed(keeper, draft):
    node = node_of(draft, "花费")
    url, data = node_url(draft, "花费"), typed(forms.NodeForm(node), help="按合同价填写")
    node.delete()
    for headers in ({}, {"HX-Request": "true"}):
        page = keeper.post(url, data, headers=headers).content.decode()
        assert scheme_deeds.GONE in page
        assert "按合同价填写" in page
    assert not SchemeNode.objects.filter(branch__scheme=draft, name="花费").exists()


def test_a_deed_on_a_row_that_is_deleted_behind_its_back_writes_nothing(draft):
    """The row was there when the deed began, and is gone when the draft is locked."""
    node, branch = node_of(draft, "花费"), draft.branches.get(name="谁满意")
    stays = node_of(draft, "多少")
    form = forms.NodeForm(node, typed(forms.NodeForm(node)))
    SchemeNode.objects.filter(pk=node.pk).delete()
    type(branch).objects.filter(pk=branch.pk).delete()
    for deed in (
        lambda: scheme_deeds.save_form(draft.pk, form),
        lambda: scheme_deeds.move(node, 1),
        lambda: scheme_deeds.move(branch, -1),
        lambda: scheme_deeds.delete(node),
        lambda: scheme_deeds.add_node(branch),
        lambda: scheme_deeds.place_node(stays, branch),
        lambda: scheme_deeds.place_node(node, None),
    ):
        with pytest.raises(scheme_deeds.RefusedError, match=scheme_deeds.GONE):
            deed()
    assert [name for _, name in kinds(draft)] == ["多少", "好坏", "党建"]


def test_a_node_that_was_moved_in_another_window_is_saved_where_it_stands(draft):
    node, branch = node_of(draft, "花费"), draft.branches.get(name="谁满意")
    form = forms.NodeForm(node, typed(forms.NodeForm(node), help="按合同价填写"))
    scheme_deeds.place_node(node_of(draft, "花费"), branch)
    scheme_deeds.save_form(draft.pk, form)
    saved = node_of(draft, "花费")
    assert (saved.branch, saved.help) == (branch, "按合同价填写")


def test_a_draft_that_was_deleted_meanwhile_is_not_written_to(draft):
    gone = Scheme.objects.get(pk=draft.pk)
    scheme_deeds.discard(draft)
    with pytest.raises(scheme_deeds.RefusedError, match=scheme_deeds.GONE):
        scheme_deeds.add_branch(gone)


def test_htmx_gets_the_problems_at_each_place_and_the_preview_is_told(keeper, draft):
    node = node_of(draft, "花费")
    data = typed(forms.NodeForm(node), kind="quality")
    response = keeper.post(node_url(draft, "花费"), data, headers={"HX-Request": "true"})
    assert "scheme-changed" in response["HX-Trigger"]
    page = response.content.decode()
    assert f'id="node-{node.pk}-problems"' in page
    assert 'id="problems"' in page


def test_the_preview_is_the_paper_form_of_the_draft(keeper, draft):
    url = reverse("scheme_paper", args=[draft.pk])
    for headers in ({}, {"HX-Request": "true"}):
        page = keeper.get(url, headers=headers).content.decode()
        assert all(name in page for names in kinds(draft) for name in names)
    assert "<html" not in page


# Files and differences


@pytest.mark.parametrize("format", scheme_files.WRITERS)
def test_a_scheme_is_exported_and_imported_again(keeper, draft, format):
    data = keeper.get(reverse("scheme_export", args=[draft.pk, format])).content
    url = reverse("scheme_import")
    file = SimpleUploadedFile(f"county.{format}", data)
    taken = keeper.post(url, {"file": file})
    assert taken.context["form"].errors["code"]
    file.seek(0)
    keeper.post(url, {"file": file, "code": "next"})
    assert Scheme.objects.get(code="next").whole_tree().branches == COUNTY.branches
    draft.delete()
    file.seek(0)
    keeper.post(url, {"file": file})
    kept = Scheme.objects.get(code=COUNTY.code)
    assert (kept.whole_tree(), kept.state) == (COUNTY, Scheme.State.DRAFT)


def test_a_file_with_faults_writes_nothing_and_says_what_is_wrong(keeper):
    file = SimpleUploadedFile("x.json", b'{"code": "x"}')
    page = keeper.post(reverse("scheme_import"), {"file": file})
    assert page.context["faults"]
    assert not Scheme.objects.exists()


def test_the_page_of_differences_compares_with_the_version_before(keeper, used):
    version = scheme_deeds.new_version(used)
    version.branches.filter(name="项目完成").update(name="产出指标")
    page = keeper.get(reverse("scheme_changes", args=[version.pk]))
    assert [(one.how, one.old) for one in page.context["changes"]] == [(How.RENAMED, "项目完成")]


# The crosswalk


def test_a_crosswalk_is_shown_and_edited_for_a_pair_of_schemes(keeper, draft, cycle):
    url = reverse("crosswalk", args=[draft.pk, cycle.scheme.pk])
    rows = list(keeper.get(url).context["form"].rows())
    assert [row.entry.source.name for row in rows] == ["多少", "好坏", "花费", "党建", "群众"]
    party, money = node_of(draft, "党建"), node_of(draft, "花费")
    quality = node_of(cycle.scheme, "质量指标")
    keeper.post(url, {f"node-{party.pk}": quality.pk, f"node-{money.pk}": "none"})
    kept = CrosswalkEntry.objects.between(draft, cycle.scheme)
    assert kept.place("做了什么", "党建").name == "质量指标"
    assert kept.place("做了什么", "花费") is None
    assert keeper.get(url).content.decode().count(" selected") == len(rows)
    keeper.post(url, {})
    assert not CrosswalkEntry.objects.exists()


def test_a_place_of_another_scheme_is_refused(keeper, draft, cycle):
    url = reverse("crosswalk", args=[draft.pk, cycle.scheme.pk])
    node = node_of(draft, "党建")
    response = keeper.post(url, {f"node-{node.pk}": node.pk})
    assert response.context["form"].errors
    assert not CrosswalkEntry.objects.exists()
