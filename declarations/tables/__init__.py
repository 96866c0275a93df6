"""What an administrator brings in as an Excel sheet: units, people, the budget of a cycle.

A ``Table`` says for one kind how it is imported, exported and shown as a template. Importing
takes the path of ``indicators.excel_rows``; here is only what the rows mean.
"""

from collections.abc import Mapping

from .budget import FIGURES, PROJECTS
from .library import LIBRARY
from .people import PEOPLE
from .table import Import, Issued, Table
from .units import UNITS

#: By the word that stands for them in addresses.
TABLES: Mapping[str, Table] = {one.kind: one for one in (UNITS, PEOPLE, PROJECTS, FIGURES, LIBRARY)}

__all__ = ["TABLES", "Import", "Issued", "Table"]
