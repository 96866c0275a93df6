"""A zip that is sent while it is made: however many files it has, one at a time is in memory."""

import io
import zipfile
from collections.abc import Iterable, Iterator


class _Sink(io.RawIOBase):
    """Takes what is written until somebody fetches it. It cannot go back, and so tells nothing."""

    def __init__(self) -> None:
        self._kept = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
        self._kept += data
        return len(data)

    def fetch(self) -> bytes:
        kept, self._kept = bytes(self._kept), bytearray()
        return kept


def streamed_zip(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The bytes of a zip with these files (name, content), in portions of one file each."""
    sink = _Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
            yield sink.fetch()
    yield sink.fetch()
