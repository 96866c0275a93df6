"""What an administrator keeps of indicators: schemes (口径) and the library (指标库)."""

from .crosswalk import CrosswalkEntry
from .library import LibraryGram, LibraryIndicator
from .scheme import Scheme, SchemeBranch, SchemeNode

__all__ = [
    "CrosswalkEntry",
    "LibraryGram",
    "LibraryIndicator",
    "Scheme",
    "SchemeBranch",
    "SchemeNode",
]
