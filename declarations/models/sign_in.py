"""Wrong passwords, counted so that nobody can go on guessing."""

from django.db import models


class SignInTries(models.Model):
    """How often a login name was tried from one machine since somebody last got in there.

    The name is what was typed: whether there is such a person makes no difference.
    """

    username = models.CharField("登录名", max_length=150)
    address = models.CharField("地址", max_length=45, blank=True)
    count = models.PositiveSmallIntegerField("次数", default=0)
    last_at = models.DateTimeField("最后一次")

    class Meta:
        verbose_name = verbose_name_plural = "登录尝试"
        constraints = [
            models.UniqueConstraint(
                fields=["username", "address"],
                name="tries_of_a_name_at_a_machine",
                violation_error_message="这台机器上这个登录名的尝试已有记录。",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.username} {self.address}"
