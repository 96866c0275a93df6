"""Which rules were in force: a name for the catalogue as it is, stored with each submission."""

import hashlib
from functools import cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_ROOT = _HERE.parent.parent

#: All that decides what a check finds: the rules, the reconciliation, the reading of texts.
SOURCES = (
    _HERE,
    *(_ROOT / "declarations" / f"{name}.py" for name in ("content", "cost_lines", "drivers")),
    _ROOT / "declarations" / "reconcile.py",
    _ROOT / "indicators" / "reading",
    _ROOT / "indicators" / "tree.py",
    _ROOT / "indicators" / "crosswalk.py",
)


@cache
def rules_version() -> str:
    """Twelve hexadecimal digits that change whenever a rule may find something else."""
    digest = hashlib.sha256()
    for source in SOURCES:
        files = sorted(source.rglob("*.py")) if source.is_dir() else [source]
        for file in files:
            digest.update(file.read_bytes())
    return digest.hexdigest()[:12]
