"""What administrators did (管理记录): who, when, what, on whom or on what, from which machine."""

from django.db import models
from django.utils import timezone

from .organisation import User
from .permanent import PermanentModel


class OfficeEvent(PermanentModel):
    """One deed of an administrator. Only ever added to.

    ``subject`` is the name at that time of whom or what it was done to, ``subject_key`` the key:
    no foreign key, because a person or unit may be deleted and the record stays. ``by`` is nobody
    for a command at the machine itself; ``address`` is that of the person's machine; ``deed`` is
    one of ``Deed``.
    """

    class Deed(models.TextChoices):
        """The part before the dot is the topic."""

        PERSON_MADE = "person.made", "新建用户"
        PERSON_CHANGED = "person.changed", "修改用户"
        PERSON_DELETED = "person.deleted", "删除用户"
        POST_GIVEN = "person.post_given", "添加岗位"
        POST_TAKEN = "person.post_taken", "去掉岗位"
        PASSWORD_RESET = "person.password_reset", "重置密码"
        PERSON_OFF = "person.off", "停用用户"
        PERSON_ON = "person.on", "启用用户"
        HANDED_OVER = "person.handed_over", "交接填报工作"
        UNIT_MADE = "unit.made", "新建单位"
        UNIT_CHANGED = "unit.changed", "修改单位"
        UNIT_DELETED = "unit.deleted", "删除单位"
        UNIT_OFF = "unit.off", "停用单位"
        UNIT_ON = "unit.on", "启用单位"
        CYCLE_MADE = "cycle.made", "新建批次"
        CYCLE_CHANGED = "cycle.changed", "修改批次"
        CYCLE_OPENED = "cycle.opened", "开放申报"
        CYCLE_CLOSED = "cycle.closed", "结束申报"
        EXTENDED = "cycle.extended", "给单位延期"
        EXTENSION_TAKEN = "cycle.extension_taken", "取消延期"
        STAGE_MADE = "cycle.stage_made", "添加审核环节"
        STAGE_CHANGED = "cycle.stage_changed", "修改审核环节"
        STAGE_MOVED = "cycle.stage_moved", "调整环节顺序"
        STAGE_DELETED = "cycle.stage_deleted", "删除审核环节"
        THRESHOLDS = "cycle.thresholds", "修改规则阈值"
        RULE_LEVELS = "cycle.rule_levels", "修改规则级别"
        PROJECT_DELETED = "budget.project_deleted", "删除项目库的项目"
        FIGURE_DELETED = "budget.figure_deleted", "删除控制数"
        IMPORTED = "import.table", "从 Excel 导入"
        SCHEME_COPIED = "scheme.copy", "复制指标体系"
        SCHEME_VERSION = "scheme.version", "建立指标体系新版本"
        SCHEME_IMPORTED = "scheme.import", "导入指标体系"
        SCHEME_PUBLISHED = "scheme.publish", "发布指标体系"
        SCHEME_WITHDRAWN = "scheme.withdraw", "指标体系退回草稿"
        SCHEME_RETIRED = "scheme.retire", "停用指标体系"
        SCHEME_DISCARDED = "scheme.discard", "删除指标体系草稿"
        CROSSWALK = "scheme.crosswalk", "修改指标体系对照"
        ENTRY_MADE = "library.new", "新增库内指标"
        ENTRY_CHANGED = "library.edit", "修改库内指标"
        ENTRY_ACCEPTED = "library.accept", "采纳推荐的指标"
        ENTRY_REJECTED = "library.reject", "退回推荐的指标"
        ENTRY_RETIRED = "library.retire", "停用库内指标"
        ENTRY_RESTORED = "library.restore", "恢复库内指标"
        ENTRY_MERGED = "library.merge", "合并库内指标"

    TOPICS = (
        ("person", "用户"),
        ("unit", "预算单位"),
        ("cycle", "申报批次和规则"),
        ("budget", "项目库和控制数"),
        ("import", "Excel 导入"),
        ("scheme", "指标体系"),
        ("library", "指标库"),
    )

    at = models.DateTimeField("时间", default=timezone.now, db_index=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, verbose_name="经办人")
    deed = models.CharField("事项", max_length=30)
    subject = models.CharField("对象", max_length=200)
    subject_key = models.CharField("对象的键", max_length=40, blank=True)
    detail = models.TextField("内容", blank=True)
    address = models.GenericIPAddressField("地址", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "管理记录"
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.title}：{self.subject}"

    @property
    def title(self) -> str:
        """What the deed is called."""
        return self.Deed(self.deed).label if self.deed in self.Deed.values else self.deed
