"""Reading the files of an upload in portions, so that many files need no long request.

What was read is kept with each file, so that work that was interrupted goes on where it stopped.
"""

import time

from ..models import Upload
from ..sheet import FileReading, read_file
from . import kept_readings
from .importing import known_trees


def read_on(upload: Upload, seconds: float | None = None) -> int:
    """Read files that were not read yet, for about so long, or all; says how many are left.

    At least one file is read, however short the time.
    """
    trees = known_trees(upload.cycle)
    end = None if seconds is None else time.monotonic() + seconds
    while file := upload.unread().first():
        file.reading = kept_readings.dump(read_file(file.name, bytes(file.data), trees))
        file.save(update_fields=["reading"])
        if end is not None and time.monotonic() >= end:
            break
    return upload.unread().count()


def readings_of(upload: Upload) -> list[FileReading]:
    """What was read from the files, in the order of the upload."""
    return [kept_readings.load(text) for text in upload.files.values_list("reading", flat=True)]
