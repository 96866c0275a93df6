"""Attach files to a draft and take them off again; and the scan of a 批复 to what it approves."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from ..actions import record
from ..models import Attachment, CostItem, Declaration, Indicator, User
from .editing import open_draft

SUBMITTED_WITH = (
    "“{name}”在送审之前就附上了，审核人看过，作为记录保留，不能删除。需要更正的，请另外上传新的。"
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was looked at: what it is called, what it is, its bytes."""

    name: str
    content_type: str
    data: bytes


def attach(
    declaration: Declaration,
    upload: Upload,
    *,
    kind: str,
    by: User,
    row: Indicator | None = None,
    item: CostItem | None = None,
) -> Attachment:
    """Keep a file on the form, on a row or on a line of its cost table. Raises Locked or Gone."""
    attachment = _of(
        *(declaration, upload, kind, by),
        indicator=row or (item.indicator if item else None),
        cost_item=item,
    )
    with open_draft(declaration.pk):
        _keep(attachment, upload)
    return attachment


def attach_scan(
    declaration: Declaration, upload: Upload, *, by: User, same_as: Attachment | None = None
) -> Attachment:
    """Keep the scan of the 批复 on a form that was just approved, in the same transaction.

    ``same_as``: on which form this scan was kept before; both have one file.
    """
    attachment = _of(declaration, upload, Attachment.Kind.APPROVAL, by)
    if same_as:
        attachment.file = same_as.file.name
        attachment.save()
        record(declaration, "attach", by=by, comment=upload.name)
    else:
        _keep(attachment, upload)
    return attachment


def _of(
    declaration: Declaration, upload: Upload, kind: str, by: User, **place: object
) -> Attachment:
    return Attachment(
        declaration=declaration,
        kind=kind,
        name=upload.name,
        size=len(upload.data),
        content_type=upload.content_type,
        uploaded_by=by,
        **place,
    )


def _keep(attachment: Attachment, upload: Upload) -> None:
    """Store file and row; where the row cannot be stored the file is not either."""
    attachment.file.save(upload.name, ContentFile(upload.data), save=False)
    try:
        with transaction.atomic():
            attachment.save()
            by = attachment.uploaded_by
            record(attachment.declaration, "attach", by=by, comment=upload.name)
    except BaseException:
        attachment.file.delete(save=False)
        raise


def detach(attachment: Attachment, by: User) -> None:
    """Delete a file of a draft. Raises Locked, or PermissionDenied for one that was submitted."""
    declaration = attachment.declaration
    with open_draft(declaration.pk):
        if declaration.submissions.filter(submitted_at__gte=attachment.uploaded_at).exists():
            raise PermissionDenied(SUBMITTED_WITH.format(name=attachment.name))
        attachment.delete()
        record(declaration, "detach", by=by, comment=attachment.name)
        transaction.on_commit(lambda: _forget(attachment.file))


def _forget(file: FieldFile) -> None:
    """Delete the stored file unless an attachment of another version has it too."""
    if not Attachment.objects.filter(file=file.name).exists():
        file.storage.delete(file.name)
