"""Files between their upload and the confirmation of what was read from them."""

import uuid
from datetime import timedelta

from django.db import models
from django.utils import timezone

from .cycle import Cycle
from .declaration import Declaration
from .organisation import BudgetUnit, User

KEPT_FOR = timedelta(days=1)


class UploadQuerySet(models.QuerySet):
    """Of uploads of either kind."""

    def outdated(self) -> "UploadQuerySet":
        """Those that nobody confirmed in time."""
        return self.filter(created_at__lt=timezone.now() - KEPT_FOR)


class Upload(models.Model):
    """Some files that one person uploaded together, for one unit and one cycle."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, verbose_name="上传人")
    unit = models.ForeignKey(BudgetUnit, models.CASCADE, verbose_name="预算单位")
    cycle = models.ForeignKey(Cycle, models.CASCADE, verbose_name="申报批次")
    created_at = models.DateTimeField("上传时间", default=timezone.now, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待确认的导入"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.user} {self.created_at:%Y-%m-%d %H:%M}"

    def unread(self) -> "models.QuerySet[UploadedFile]":
        return self.files.filter(reading="")


class UploadedFile(models.Model):
    """One file of an upload, byte for byte; ``reading`` is what was read from it, once it was."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField("顺序")
    name = models.CharField("文件名", max_length=255)
    data = models.BinaryField("内容")
    reading = models.TextField("读出的内容", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "上传的文件"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["upload", "position"],
                name="one_file_a_position",
                violation_error_message="同一次上传里文件的顺序不能重复。",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Replacement(models.Model):
    """The content of a draft that gave way to that of a file, kept so that one can undo it."""

    declaration = models.ForeignKey(
        Declaration, models.CASCADE, related_name="replacements", verbose_name="申报表"
    )
    by = models.ForeignKey(User, models.PROTECT, verbose_name="经办人")
    at = models.DateTimeField("时间", default=timezone.now)
    before = models.JSONField("原内容")
    after = models.JSONField("新内容")
    undone_at = models.DateTimeField("撤销时间", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "用文件替换"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.declaration} {self.at:%Y-%m-%d %H:%M}"


class SheetUpload(models.Model):
    """An Excel sheet of an administrator (``kind``: see ``declarations.tables``), byte for byte."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, verbose_name="上传人")
    kind = models.CharField("内容", max_length=20)
    cycle = models.ForeignKey(Cycle, models.CASCADE, null=True, blank=True, verbose_name="申报批次")
    name = models.CharField("文件名", max_length=255)
    data = models.BinaryField("文件")
    created_at = models.DateTimeField("上传时间", default=timezone.now, editable=False)

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待确认的 Excel 导入"
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.name
