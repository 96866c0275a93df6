"""What the commands share: files from the command line, and leaving with a contracted exit code.

0: all is well; 1: errors stand in forms; 2: a file could not be read or written.
"""

from collections.abc import Iterable
from pathlib import Path

from django.core.management.base import CommandError

EXIT_ERRORS = 1
EXIT_UNREADABLE = 2
#: What the help says of the files of forms.
KINDS = ".docx、.xlsx、.xls、.txt 或 .csv"


def load(paths: Iterable[str]) -> list[tuple[str, bytes]]:
    """The names and bytes of these files. Raises CommandError, exit 2, for one not there."""
    return [(Path(path).name, _bytes(Path(path))) for path in paths]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        reason = "没有这个文件，请检查路径"
    except IsADirectoryError:
        reason = "这是文件夹，请指明其中的文件"
    except OSError as error:
        reason = f"打不开：{error.strerror}"
    raise CommandError(f"{path}：{reason}。", returncode=EXIT_UNREADABLE)
