"""Who may open each route of the application: the table that the matrix is checked against.

The world's people: claire and paul (parents of a CP and a CM2 child), nadia (parent, CP only),
rita (parent, other school), petit (teacher of the CP), noir (teacher of the CM2), rossi (head),
loin (head of the other school). Rows are of the CP of École du Bourg.
"""

from __future__ import annotations

EVERYONE = ("claire", "paul", "nadia", "rita", "petit", "noir", "rossi", "loin")
FAMILIES = ("claire", "paul", "nadia", "rita")
CP_FAMILIES = ("claire", "paul", "nadia")
CP_STAFF = ("petit", "rossi")
SCHOOL_STAFF = ("petit", "noir", "rossi")
HEAD = ("rossi",)

# endpoint: those who may; None for the short list open to anyone.
OPEN_TO: dict[str, tuple[str, ...] | None] = {
    "home": None,
    "health": None,
    "accounts.sign_in": None,
    "accounts.scan": None,
    "accounts.greet": None,
    "accounts.enter": None,
    "accounts.staff_sign_in": None,
    "accounts.first_password": None,
    "accounts.sign_out": None,
    "accounts.signed_out": None,
    "preferences.edit": None,
    "preferences.speak": None,
    "accounts.list_devices": EVERYONE,
    "accounts.know_devices": EVERYONE,
    "accounts.forget_device": ("claire",),  # the device of the address is hers
    "accounts.other_card": FAMILIES,
    "accounts.separate": (),  # nobody: Claire has one card only
    "staff.index": HEAD,
    "staff.link": HEAD,
    "roster.show": HEAD,
    "roster.new": HEAD,
    "roster.map_columns": HEAD,
    "roster.preview": HEAD,
    "roster.report": HEAD,
    "roster.undo": HEAD,
    "roster.assign": HEAD,
    "roster.unassign": HEAD,
    "cards.index": HEAD,
    "cards.job": HEAD,
    "cards.pdf": (),  # nobody: the job of the address was asked by nobody here
    "cards.renew": HEAD,
    "today.show": FAMILIES,
    "today.day": FAMILIES,
    "classes.index": SCHOOL_STAFF,
    "classes.show": CP_STAFF,
    "classes.trash": CP_STAFF,
    "instructions.new": CP_STAFF,
    "instructions.show": (*CP_FAMILIES, *CP_STAFF),
    "instructions.edit": CP_STAFF,
    "instructions.publish": CP_STAFF,
    "instructions.withdraw": CP_STAFF,
    "instructions.delete": CP_STAFF,
    "instructions.restore": CP_STAFF,
    "completions.create": ("claire", "paul"),  # the pupil of the address is Lina
    "completions.delete": ("claire", "paul"),
    "files.show": (*CP_FAMILIES, *CP_STAFF),
}
