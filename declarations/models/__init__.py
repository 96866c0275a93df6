"""Rows in the database: who declares, when, for which project, what, and what became of it."""

from .budget import BudgetProject, ControlFigure
from .checking import Correction, Justification, RuleSetting
from .cycle import Cycle, Extension, Stage
from .declaration import CostItem, Declaration, Indicator
from .organisation import BudgetUnit, Membership, User
from .project import Project
from .review import Event, Submission
from .upload import Upload, UploadedFile

__all__ = [
    "BudgetProject",
    "BudgetUnit",
    "ControlFigure",
    "Correction",
    "CostItem",
    "Cycle",
    "Declaration",
    "Event",
    "Extension",
    "Indicator",
    "Justification",
    "Membership",
    "Project",
    "RuleSetting",
    "Stage",
    "Submission",
    "Upload",
    "UploadedFile",
    "User",
]
