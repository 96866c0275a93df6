"""What an administrator keeps of indicators: schemes (口径) and the library (指标库)."""

from .crosswalk import CrosswalkEntry
from .scheme import Scheme, SchemeBranch, SchemeNode

__all__ = ["CrosswalkEntry", "Scheme", "SchemeBranch", "SchemeNode"]
