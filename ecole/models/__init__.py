"""Floor 1: the tables and their own facts, one noun a file."""

from ecole.models.account import Account
from ecole.models.attachment import Attachment
from ecole.models.attempt import Attempt
from ecole.models.audit_event import AuditEvent
from ecole.models.blob_fault import BlobFault
from ecole.models.box import Box, BoxOwner, BoxVersion
from ecole.models.card import Card
from ecole.models.classroom import Classroom
from ecole.models.completion import Completion
from ecole.models.correction import Correction
from ecole.models.day_word import DayWord
from ecole.models.device import Device
from ecole.models.dictation import Dictation
from ecole.models.document import Document, DocumentKind, DocumentOperation, DocumentVersion
from ecole.models.form_draft import FormDraft
from ecole.models.forum_settings import ForumSettings
from ecole.models.guardian import Guardian
from ecole.models.guardianship import Guardianship
from ecole.models.hand_in import HandIn
from ecole.models.hand_in_comment import HandInComment
from ecole.models.instruction import Instruction
from ecole.models.instruction_link import InstructionLink
from ecole.models.live_class import LiveClass
from ecole.models.membership import Membership, Role
from ecole.models.message import Message, MessageReport
from ecole.models.news_item import NewsItem
from ecole.models.parked_form import ParkedForm
from ecole.models.password_link import PasswordLink
from ecole.models.pupil import Pupil
from ecole.models.pupil_group import PupilGroup, PupilGroupMember
from ecole.models.receipt import Receipt
from ecole.models.rendition import Profile, Rendition
from ecole.models.roster_import import RosterImport
from ecole.models.school import School
from ecole.models.submission import Submission
from ecole.models.teaching import Teaching
from ecole.models.topic import Topic
from ecole.models.upload import Upload
from ecole.storage.job import Job

__all__ = [
    "Account",
    "Attachment",
    "Attempt",
    "AuditEvent",
    "BlobFault",
    "Box",
    "BoxOwner",
    "BoxVersion",
    "Card",
    "Classroom",
    "Completion",
    "Correction",
    "DayWord",
    "Device",
    "Dictation",
    "Document",
    "DocumentKind",
    "DocumentOperation",
    "DocumentVersion",
    "FormDraft",
    "ForumSettings",
    "Guardian",
    "Guardianship",
    "HandIn",
    "HandInComment",
    "Instruction",
    "InstructionLink",
    "Job",
    "LiveClass",
    "Membership",
    "Message",
    "MessageReport",
    "NewsItem",
    "ParkedForm",
    "PasswordLink",
    "Profile",
    "Pupil",
    "PupilGroup",
    "PupilGroupMember",
    "Receipt",
    "Rendition",
    "Role",
    "RosterImport",
    "School",
    "Submission",
    "Teaching",
    "Topic",
    "Upload",
]
