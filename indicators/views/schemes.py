"""指标体系: the list, one scheme with its editor, its life, its files, and what changed."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indicators import scheme_deeds as deeds
from indicators.deeds_told import done
from indicators.excel_rows import FaultGroup
from indicators.forms.schemes import EditorForm, ImportForm
from indicators.keys import key_of
from indicators.models import Scheme
from indicators.office_files import XLSX_TYPE
from indicators.scheme_changes import changes
from indicators.scheme_files import WRITERS, read_scheme
from indicators.tree import SchemeTree
from indicators.uses import counts, uses_of
from indicators.web import send_file

from .access import for_administrators
from .edited_scheme import EditedScheme

PUBLISHED = "已发布“{scheme}”，现在可以在申报批次里选用。"
NOT_PUBLISHED = "还有 {count} 处要改，没有发布。请看标出的地方。"
WITHDRAWN = "已退回草稿，可以继续修改。"
RETIRED = "已停用“{scheme}”，新的申报批次不能再选用；已有的批次照旧。"
DISCARDED = "已删除草稿“{scheme}”。"
COPIED = "已建立草稿“{scheme}”，代码和名称可以修改。"
IMPORTED = "已从文件建立草稿“{scheme}”，核对后发布。"
CODE_TAKEN = "代码“{code}”已被“{scheme}”使用，请在“代码”里另写一个。"

TYPED = "您填的是：{typed}"
_NOT_TYPED = {"do", "csrfmiddlewaretoken"}
LIKE = "照“{scheme}”"

_TYPES = {"json": "application/json", "xlsx": XLSX_TYPE}

MAKES = {"copy": deeds.copy, "version": deeds.new_version}
LIFE = {"withdraw": deeds.withdraw, "retire": deeds.retire, "discard": deeds.discard}
#: What is said when it is done.
DEEDS = {
    "copy": COPIED,
    "version": COPIED,
    "publish": PUBLISHED,
    "withdraw": WITHDRAWN,
    "retire": RETIRED,
    "discard": DISCARDED,
}

View = Callable[..., HttpResponse]


def editable(view: View) -> View:
    """A view that changes a draft. Where it is none, its page says so and who uses it (403); what
    cannot be done is said there too."""

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, pk, *args, **kwargs)
        except deeds.NotADraftError as refused:
            scheme = get_object_or_404(Scheme, pk=pk)
            return page(request, scheme, refused=str(refused), status=403)
        except deeds.RefusedError as refused:
            scheme = get_object_or_404(Scheme, pk=pk)
            if request.htmx.target == "tree":
                return tree_answer(request, scheme, refused=str(refused))
            said = f"{refused}{_typed(request)}"
            if request.htmx:
                return render(request, "indicators/schemes/not_saved.html", {"refused": said})
            return page(request, scheme, refused=said, status=409)

    return guarded


def _typed(request: HttpRequest) -> str:
    """What was to be saved, so that nobody has to write it anew."""
    if request.POST.get("do", "save") != "save":
        return ""
    texts = (text for name, text in request.POST.items() if name not in _NOT_TYPED)
    typed = "、".join(filter(None, texts))
    return TYPED.format(typed=typed) if typed else ""


@require_safe
@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    uses = counts()
    rows = [
        (scheme, uses.get(scheme.pk, []))
        for scheme in Scheme.objects.select_related("previous").order_by("name", "-version", "code")
    ]
    return _render(request, "list", {"rows": rows})


@require_safe
@for_administrators
def show(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, get_object_or_404(Scheme.objects.select_related("previous"), pk=pk))


def page(
    request: HttpRequest,
    scheme: Scheme,
    bound: EditorForm | None = None,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page of a scheme: with forms where it is a draft. ``refused``: what was not done, why."""
    context = {
        "scheme": scheme,
        "edited": EditedScheme(scheme, bound),
        "uses": uses_of(scheme.pk),
        "others": Scheme.objects.exclude(pk=scheme.pk).order_by("name", "version"),
        "refused": refused,
    }
    return _render(request, "scheme", context, status)


def tree_answer(
    request: HttpRequest, scheme: Scheme, *, refused: str = "", focus: str = ""
) -> HttpResponse:
    """What htmx puts into the page after a deed: the tree drawn anew, and what depends on it.

    ``refused``: what was not done and why; ``focus``: the part whose name is written next."""
    edited = EditedScheme(scheme, focus=focus)
    context = {"scheme": scheme, "edited": edited, "refused": refused, "oob": True}
    return render(request, "indicators/schemes/tree_answer.html", context)


@require_POST
@for_administrators
@editable
def act(request: HttpRequest, pk: int, deed: str) -> HttpResponse:
    """Copy, publish, withdraw, retire or delete a scheme."""
    scheme = get_object_or_404(Scheme, pk=pk)
    if deed not in DEEDS:
        raise Http404
    if deed in MAKES:
        made = MAKES[deed](scheme)
        done(request.user, f"scheme.{deed}", made, LIKE.format(scheme=scheme))
        messages.success(request, DEEDS[deed].format(scheme=made))
        return redirect("scheme", made.pk)
    if deed == "publish" and (problems := deeds.publish(scheme)):
        messages.error(request, NOT_PUBLISHED.format(count=len(problems)))
        return redirect("scheme", pk)
    if deed in LIFE:
        LIFE[deed](scheme)
    done(request.user, f"scheme.{deed}", scheme)
    messages.success(request, DEEDS[deed].format(scheme=scheme))
    return redirect("schemes") if deed == "discard" else redirect("scheme", pk)


@require_safe
@for_administrators
def export(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    scheme = get_object_or_404(Scheme, pk=pk)
    if format not in WRITERS:
        raise Http404
    try:
        data = WRITERS[format](scheme.whole_tree())
    except ValueError as refused:
        messages.error(request, str(refused))
        return redirect("scheme", pk)
    return send_file(data, f"{scheme.code}.{format}", _TYPES[format])


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def import_(request: HttpRequest) -> HttpResponse:
    """A new draft from a file; or what is wrong with the file, and nothing is written."""
    if request.method != "POST":
        return _render(request, "import", {"form": ImportForm()})
    form = ImportForm(request.POST, request.FILES)
    faults: tuple[FaultGroup, ...] = ()
    if form.is_valid():
        read = read_scheme(form.cleaned_data["file"].read())
        faults = read.faults
        if read.tree and (made := _kept(form, read.tree)):
            done(request.user, "scheme.import", made, form.cleaned_data["file"].name)
            messages.success(request, IMPORTED.format(scheme=made))
            return redirect("scheme", made.pk)
    return _render(request, "import", {"form": form, "faults": faults})


def _kept(form: ImportForm, tree: SchemeTree) -> Scheme | None:
    """The draft; None, with the error in the form, where the code is taken."""
    code = form.cleaned_data["code"] or tree.code
    if taken := Scheme.objects.filter(code=code).first():
        form.add_error("code", CODE_TAKEN.format(code=code, scheme=taken))
        return None
    return deeds.keep_draft(replace(tree, code=code))


@require_safe
@for_administrators
def diff(request: HttpRequest, pk: int) -> HttpResponse:
    """What is different from the version before, or from the scheme of the key ``with``."""
    scheme = get_object_or_404(Scheme.objects.select_related("previous"), pk=pk)
    wanted = request.GET.get("with")
    other = get_object_or_404(Scheme, pk=key_of(wanted)) if wanted else scheme.previous
    context = {
        "scheme": scheme,
        "other": other,
        "others": Scheme.objects.exclude(pk=pk).order_by("name", "version"),
        "changes": changes(other.whole_tree(), scheme.whole_tree()) if other else [],
    }
    return _render(request, "changes", context)


def _render(
    request: HttpRequest, name: str, context: dict[str, object], status: int = 200
) -> HttpResponse:
    context = {"section": "office", **context}
    return render(request, f"indicators/schemes/{name}.html", context, status=status)
