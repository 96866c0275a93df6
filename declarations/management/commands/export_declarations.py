"""Export the official forms of a cycle, past the same gate as the pages."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from declarations.files.exporting import Format, Refused, export, standing_errors
from declarations.management.commands.import_declarations import cycle_of, unit_of
from declarations.management.files import EXIT_ERRORS, EXIT_UNREADABLE
from declarations.models import Declaration
from declarations.sheet import TooLong


class Command(BaseCommand):
    help = "导出申报表；有错误的表一份也不导出，列出错误，退出码为1。"

    def add_arguments(self, parser):
        parser.add_argument("--cycle", type=int, required=True, metavar="年度")
        parser.add_argument("--unit", metavar="单位编码")
        parser.add_argument("--state", choices=Declaration.State.values, metavar="状态")
        parser.add_argument("--format", choices=list(Format), required=True)
        parser.add_argument("--output", required=True, metavar="文件")
        parser.add_argument("--draft", action="store_true", help="都按草稿导出，页眉注明草稿")
        parser.add_argument(
            "--skip-errors", action="store_true", help="跳过有错误的表，列出它们，只导出其余的"
        )

    def handle(self, *args, cycle, unit, state, format, output, draft, skip_errors, **options):
        chosen = Declaration.objects.filter(cycle=cycle_of(cycle)).with_rows()
        if unit:
            chosen = chosen.filter(project__unit=unit_of(unit))
        if state:
            chosen = chosen.filter(state=state)
        declarations = list(chosen)
        if skip_errors and not draft:
            standing = standing_errors(declarations)
            self._name(standing)
            skipped = {one.declaration for one in standing}
            declarations = [one for one in declarations if one not in skipped]
        if not declarations:
            raise CommandError("没有符合条件的申报表，没有写文件。", returncode=EXIT_ERRORS)
        try:
            data = export(declarations, Format(format), draft=draft)
        except Refused as refused:
            self._name(refused.standing)
            self.stderr.write("没有写文件：请先改正错误，或加 --draft 导出草稿。")
            sys.exit(EXIT_ERRORS)
        except TooLong as refused:
            raise CommandError(str(refused), returncode=EXIT_ERRORS) from refused
        write_whole(Path(output), data)
        self.stdout.write(f"已导出 {len(declarations)} 份申报表：{output}")

    def _name(self, standing) -> None:
        for one in standing:
            self.stderr.write(f"{one.declaration}（编号 {one.declaration.pk}）不能正式导出：")
            for error in one.errors:
                self.stderr.write(f"    {error.code} {error.message}{error.hint}")


def write_whole(path: Path, data: bytes) -> None:
    """Write the file whole or not at all. Raises CommandError, exit 2, where that cannot be."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CommandError(
            f"{path}：写不了：{error.strerror}。", returncode=EXIT_UNREADABLE
        ) from error
