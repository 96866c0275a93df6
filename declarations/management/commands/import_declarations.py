"""Import forms from files as drafts: all of them, or none."""

import sys

from django.core.management.base import BaseCommand, CommandError

from declarations.files.importing import LEAVE, Plan, carry_out, plan_import
from declarations.management.files import EXIT_UNREADABLE, KINDS, load
from declarations.models import BudgetUnit, Cycle


class Command(BaseCommand):
    help = "从文件导入申报表作为草稿；有文件读不了就什么也不写，退出码为2。"

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="文件", help=KINDS)
        parser.add_argument("--cycle", type=int, required=True, metavar="年度")
        parser.add_argument("--unit", metavar="单位编码", help="不指定时按表上的单位名称归入")
        parser.add_argument("--dry-run", action="store_true", help="只说明会做什么，不写入")

    def handle(self, *args, files, cycle, unit, dry_run, **options):
        plan = plan_import(load(files), cycle=cycle_of(cycle), unit=unit_of(unit))
        self._say(plan)
        if not plan.is_ready:
            self.stderr.write("什么也没有写入。")
            sys.exit(EXIT_UNREADABLE)
        if dry_run:
            self.stdout.write(f"试运行：将导入 {len(plan.new)} 份，没有写入。")
            return
        # To replace a draft, somebody must have looked at what differs: only the page does that.
        choices = [one if one.deed == "create" else LEAVE for one in plan.choices]
        written = carry_out(plan, choices=choices).created
        self.stdout.write(f"已导入 {len(written)} 份申报表，都是草稿。")

    def _say(self, plan: Plan) -> None:
        for problem in plan.problems:
            where = " ".join(filter(None, (problem.place.file, str(problem.place))))
            self.stderr.write(f"{where}：{problem.message}")
        for form in plan.forms:
            report = form.report
            title = form.content.project.strip() or "（项目名称未填）"
            self.stdout.write(
                f"{form.file} {form.reading.places['form']}：{title}，"
                f"错误 {len(report.errors)}，提醒 {len(report.warnings)}"
            )
            for note in form.reading.notes:
                self.stdout.write(f"    {note.place} {note.message}")
            if form.unit is None:
                self.stderr.write(
                    f"    不知道“{form.content.unit.strip()}”是哪个单位，请用 --unit 指明单位编码。"
                )
            if form.declared is not None:
                self.stdout.write("    本年度已有这份申报表，不再导入。")


def cycle_of(year: int) -> Cycle:
    try:
        return Cycle.objects.select_related("scheme").get(year=year)
    except Cycle.DoesNotExist:
        raise CommandError(
            f"没有{year}年度的申报批次，请先由管理员建立。", returncode=EXIT_UNREADABLE
        ) from None


def unit_of(code: str | None) -> BudgetUnit | None:
    if not code:
        return None
    try:
        return BudgetUnit.objects.get(code=code)
    except BudgetUnit.DoesNotExist:
        raise CommandError(
            f"没有编码为{code}的预算单位，请核对编码。", returncode=EXIT_UNREADABLE
        ) from None
