"""Check files without a database: the contract by which the program is checked from outside."""

import json
import sys

from django.core.management.base import BaseCommand

from declarations.linting import as_json, lint_forms
from declarations.linting_text import as_text, totals
from declarations.management.files import EXIT_ERRORS, EXIT_UNREADABLE, load
from declarations.sheet import read_file
from indicators.tree import shipped


class Command(BaseCommand):
    help = "检查文件里的申报表，不用数据库。有错误退出码为1，有文件读不了为2。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="文件", help=".docx、.xlsx 或 .txt")
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--scheme", choices=list(shipped()), help="指标体系；不指定时取最相近的一个"
        )

    def handle(self, *args, files, format, scheme, **options):
        linted = []
        for name, data in load(files):
            file = read_file(name, data)
            linted.append((file, lint_forms(file, scheme)))
        if format == "json":
            report = {"files": [as_json(file, forms) for file, forms in linted]}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            for file, forms in linted:
                self.stdout.write(as_text(file, forms, self.style))
            self.stdout.write(totals(linted))
        if any(file.unreadable for file, _ in linted):
            sys.exit(EXIT_UNREADABLE)
        if any(form.report.errors for _, forms in linted for form in forms):
            sys.exit(EXIT_ERRORS)
