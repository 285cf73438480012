"""Who may open each route of the application: the table that the matrix is checked against.

The world's people: claire and paul (parents of a CP and a CM2 child), nadia (parent, CP only),
rita (parent, other school), petit (teacher of the CP), noir (teacher of the CM2), rossi (head),
loin (head of the other school), mairie (the town hall's technician, in no school). Rows are of
the CP of École du Bourg.
"""

from __future__ import annotations

EVERYONE = ("claire", "paul", "nadia", "rita", "petit", "noir", "rossi", "loin", "mairie")
FAMILIES = ("claire", "paul", "nadia", "rita")
CP_FAMILIES = ("claire", "paul", "nadia")
CP_STAFF = ("petit", "rossi")
SCHOOL_STAFF = ("petit", "noir", "rossi")
HEAD = ("rossi",)
TOWN_HALL = ("mairie",)

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
    "help.index": None,
    "help.families": None,
    "help.teachers": None,
    "help.heads": None,
    "public.site_map": None,
    "public.accessibility": None,
    "public.legal_notice": None,
    "public.personal_data": None,
    "public.browsers": None,
    "offline.card": None,
    "offline.worker": None,
    "offline.show": None,
    "offline.sender": FAMILIES,
    "accounts.list_devices": EVERYONE,
    "accounts.know_devices": EVERYONE,
    "accounts.forget_device": ("claire",),  # the device of the address is hers
    "accounts.other_card": FAMILIES,
    "accounts.separate": (),  # nobody: Claire has one card only
    "staff.index": HEAD,
    "staff.link": HEAD,
    "school.show": HEAD,
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
    "paper.family_week": FAMILIES,
    "paper.classroom_week": CP_STAFF,
    "paper.slips": CP_STAFF,
    "paper.roll": CP_STAFF,
    "classes.index": SCHOOL_STAFF,
    "classes.show": CP_STAFF,
    "classes.trash": CP_STAFF,
    "classes.restore": CP_STAFF,
    "files.small": (),  # nobody: the file of the address is no picture
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
    "hand_ins.index": CP_STAFF,
    "hand_ins.create": ("claire", "paul"),
    "hand_ins.delete": ("claire",),  # the answer of the address is hers
    "hand_ins.restore": ("claire",),
    "pupil.open": ("claire", "paul"),
    # Without an open space these lead back to the day (tests/guards/test_pupil_space.py).
    "pupil.show": FAMILIES,
    "pupil.next_day": FAMILIES,
    "pupil.task": FAMILIES,
    "pupil.praise": FAMILIES,
    "pupil.finish": FAMILIES,
    "pupil.unfinish": FAMILIES,
    "pupil.leave": FAMILIES,
    "townhall.show": TOWN_HALL,
    "townhall.new_school": TOWN_HALL,
}
