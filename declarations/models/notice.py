"""What a person is told in the program, and by e-mail where the office has one."""

from django.db import models
from django.utils import timezone

from .declaration import Declaration
from .organisation import User


class NoticeQuerySet(models.QuerySet):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """A sentence for one person, about a declaration or about the office."""

    user = models.ForeignKey(User, models.CASCADE, related_name="notices", verbose_name="给谁")
    declaration = models.ForeignKey(
        Declaration, models.CASCADE, null=True, blank=True, related_name="notices"
    )
    text = models.TextField("内容")
    at = models.DateTimeField("时间", default=timezone.now)
    read_at = models.DateTimeField("已读时间", null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "通知"
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["user", "read_at"], name="notices_of_a_person")]

    def __str__(self) -> str:
        return self.text

    def mark_read(self) -> None:
        self.read_at = timezone.now()
        self.save(update_fields=["read_at"])
