"""What was read from a file, as a text that can wait in the database.

Reading takes time; a file is read once, however often its preview is looked at.
"""

import json
from dataclasses import asdict
from typing import Any

from ..content import from_json, to_json
from ..sheet import FileReading, Note, Problem, Reading
from ..sheet.grid import Place


def dump(file: FileReading) -> str:
    """The reading as JSON in ASCII: no database refuses a NUL that is written as an escape."""
    return json.dumps(
        {
            "name": file.name,
            "readings": [_reading(one) for one in file.readings],
            "problems": [asdict(one) for one in file.problems],
            "notes": [asdict(one) for one in file.notes],
            "key": file.key,
        }
    )


def load(text: str) -> FileReading:
    """The reading that ``dump`` wrote."""
    data = json.loads(text)
    return FileReading(
        data["name"],
        tuple(
            Reading(
                from_json(one["content"]),
                {where: Place(**place) for where, place in one["places"].items()},
                tuple(_note(note) for note in one["notes"]),
                one["source"],
            )
            for one in data["readings"]
        ),
        tuple(Problem(**one | {"place": Place(**one["place"])}) for one in data["problems"]),
        tuple(_note(one) for one in data["notes"]),
        data["key"],
    )


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "content": to_json(reading.content),
        "places": {where: asdict(place) for where, place in reading.places.items()},
        "notes": [asdict(note) for note in reading.notes],
        "source": dict(reading.source),
    }


def _note(data: dict[str, Any]) -> Note:
    return Note(**data | {"place": Place(**data["place"])})
