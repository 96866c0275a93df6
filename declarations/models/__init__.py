"""Rows in the database: who declares, when, for which project, what, and what became of it."""

from .assessment import Assessment
from .attachment import Attachment
from .budget import BudgetProject, ControlFigure
from .checking import Correction, Justification, RuleSetting
from .cycle import Cycle, Extension, Stage
from .declaration import CostItem, Declaration, Grade, Indicator
from .notice import Notice
from .office_event import OfficeEvent
from .organisation import BudgetUnit, Membership, User
from .project import Project
from .review import Adjustment, Approval, Event, Remark, Submission
from .sign_in import SignInTries
from .upload import Replacement, SheetUpload, Upload, UploadedFile

__all__ = [
    "Adjustment",
    "Approval",
    "Assessment",
    "Attachment",
    "BudgetProject",
    "BudgetUnit",
    "ControlFigure",
    "Correction",
    "CostItem",
    "Cycle",
    "Declaration",
    "Event",
    "Extension",
    "Grade",
    "Indicator",
    "Justification",
    "Membership",
    "Notice",
    "OfficeEvent",
    "Project",
    "Remark",
    "Replacement",
    "RuleSetting",
    "SheetUpload",
    "SignInTries",
    "Stage",
    "Submission",
    "Upload",
    "UploadedFile",
    "User",
]
