"""Floor 1: the tables and their own facts, one noun a file."""

from ecole.models.account import Account
from ecole.models.attachment import Attachment
from ecole.models.attempt import Attempt
from ecole.models.audit_event import AuditEvent
from ecole.models.card import Card
from ecole.models.classroom import Classroom
from ecole.models.completion import Completion
from ecole.models.device import Device
from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.hand_in import HandIn
from ecole.models.instruction import Instruction
from ecole.models.instruction_link import InstructionLink
from ecole.models.membership import Membership, Role
from ecole.models.parked_form import ParkedForm
from ecole.models.password_link import PasswordLink
from ecole.models.pupil import Pupil
from ecole.models.receipt import Receipt
from ecole.models.roster_import import RosterImport
from ecole.models.school import School
from ecole.models.submission import Submission
from ecole.models.teaching import Teaching
from ecole.storage.job import Job

__all__ = [
    "Account",
    "Attachment",
    "Attempt",
    "AuditEvent",
    "Card",
    "Classroom",
    "Completion",
    "Device",
    "Guardian",
    "Guardianship",
    "HandIn",
    "Instruction",
    "InstructionLink",
    "Job",
    "Membership",
    "ParkedForm",
    "PasswordLink",
    "Pupil",
    "Receipt",
    "Role",
    "RosterImport",
    "School",
    "Submission",
    "Teaching",
]
