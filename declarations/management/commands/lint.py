"""Check files without a database: the contract by which the program is checked from outside."""

import argparse
import json
import sys

from django.core.management.base import BaseCommand

from declarations.checks import RULES
from declarations.files.linting import NOTE_SEVERITIES, Choice, as_json, lint_files
from declarations.files.linting_text import as_text, totals
from declarations.management.files import EXIT_ERRORS, EXIT_UNREADABLE, KINDS, load
from declarations.sheet import read_file
from indicators.tree import shipped

ONLY = "只报告这些规则：代码或开头，逗号分隔，如 CST,VAL-SATISFY-100"


def codes(text: str) -> tuple[str, ...]:
    """Codes divided by commas. Raises ArgumentTypeError for one that no rule begins with."""
    wanted = tuple(code.strip().upper() for code in text.split(",") if code.strip())
    known = (*RULES, *NOTE_SEVERITIES)
    for code in wanted:
        if not any(one.startswith(code) for one in known):
            raise argparse.ArgumentTypeError(f"没有以 {code} 开头的规则")
    return wanted


class Command(BaseCommand):
    help = "检查文件里的申报表，不用数据库。有错误退出码为1，有文件读不了为2。"
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="文件", help=KINDS)
        parser.add_argument("--format", choices=["text", "json"], default="text")
        parser.add_argument(
            "--scheme", choices=list(shipped()), help="指标体系；不指定时取最相近的一个"
        )

        parser.add_argument("--select", type=codes, default=(), metavar="规则", help=ONLY)
        parser.add_argument(
            "--ignore", type=codes, default=(), metavar="规则", help="不报告这些规则"
        )

    def handle(self, *args, files, format, scheme, select, ignore, **options):
        choice = Choice(select, ignore)
        readings = [read_file(name, data) for name, data in load(files)]
        linted = lint_files(readings, scheme, choice)
        if format == "json":
            report = {"files": [as_json(file, forms) for file, forms in linted]}
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))
        else:
            for file, forms in linted:
                self.stdout.write(as_text(file, forms, self.style))
            self.stdout.write(totals(linted))
        if any(file.unreadable for file, _ in linted):
            sys.exit(EXIT_UNREADABLE)
        if any(form.has_error for _, forms in linted for form in forms):
            sys.exit(EXIT_ERRORS)
