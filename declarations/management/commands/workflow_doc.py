"""Print docs/workflow.md from the workflow's table."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from declarations.life.workflow_doc import workflow_doc

PATH = settings.BASE_DIR / "docs" / "workflow.md"


class Command(BaseCommand):
    help = "从办理规则生成 docs/workflow.md。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--output", type=Path, default=PATH, metavar="文件")

    def handle(self, *, output, **options):
        output.write_text(workflow_doc(), encoding="utf-8")
        self.stdout.write(f"已写入 {output.name}")
