"""A file that backs a form: the contract, the 实施方案, a quotation; or the sealed 批复."""

import uuid

from django.db import models
from django.utils import timezone

from .declaration import CostItem, Declaration, Indicator
from .organisation import User


def stored_as(attachment: "Attachment", name: str) -> str:
    """Where the file lies: a name of its own, so that no name from outside becomes a path."""
    return f"attachments/{attachment.declaration_id}/{uuid.uuid4().hex}"


class AttachmentQuerySet(models.QuerySet):
    def of_fillers(self) -> "AttachmentQuerySet":
        """Those that back what a form says; the 批复 stays with the form it approves."""
        return self.exclude(kind=Attachment.Kind.APPROVAL)


class Attachment(models.Model):
    """A file on the form as a whole, on an indicator row, or on a line of its cost table.

    ``name`` is what the file was called, ``content_type`` what its bytes say it is. A row that is
    deleted leaves its files to the form. On a line of the cost table ``indicator`` is its row.
    Versions of a form share their stored files, and forms that were approved by one document that
    of its scan; a file goes with the last attachment that has it.
    """

    #: What a copy on another version has in common with it.
    OF_THE_FILE = ("kind", "name", "file", "size", "content_type", "uploaded_by", "uploaded_at")

    class Kind(models.TextChoices):
        """All but the last are for the filler; that comes with the 批复 and stays."""

        CONTRACT = "contract", "合同、协议"
        PLAN = "plan", "实施方案"
        BASIS = "basis", "立项或政策依据"
        QUOTATION = "quotation", "询价、测算资料"
        OTHER = "other", "其他"
        APPROVAL = "approval", "批复文件"

    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="attachments")
    indicator = models.ForeignKey(
        Indicator, models.SET_NULL, null=True, blank=True, related_name="attachments"
    )
    cost_item = models.ForeignKey(
        CostItem, models.SET_NULL, null=True, blank=True, related_name="attachments"
    )
    kind = models.CharField("类别", max_length=20, choices=Kind, default=Kind.CONTRACT)
    name = models.CharField("文件名", max_length=255)
    file = models.FileField("文件", upload_to=stored_as)
    size = models.PositiveIntegerField("大小（字节）")
    content_type = models.CharField("类型", max_length=100)
    uploaded_by = models.ForeignKey(User, models.PROTECT, verbose_name="上传人")
    uploaded_at = models.DateTimeField("上传时间", default=timezone.now)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return self.name
