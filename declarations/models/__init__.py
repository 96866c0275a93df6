"""Rows in the database: who declares, when, for which project, what, and what became of it."""

from .cycle import Cycle
from .declaration import CostItem, Declaration, Indicator
from .organisation import BudgetUnit, Membership, User
from .project import Project
from .review import Event, Submission
from .upload import Upload, UploadedFile

__all__ = [
    "BudgetUnit",
    "CostItem",
    "Cycle",
    "Declaration",
    "Event",
    "Indicator",
    "Membership",
    "Project",
    "Submission",
    "Upload",
    "UploadedFile",
    "User",
]
