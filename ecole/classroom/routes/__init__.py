"""Addresses of the classroom: those of its own files, and of the rooms inside it."""

from ecole.classroom.diary.routes import bp as diary
from ecole.classroom.diary.search_routes import bp as search
from ecole.classroom.dictations.routes import bp as dictations
from ecole.classroom.documents.box_routes import bp as boxes
from ecole.classroom.documents.routes import bp as documents
from ecole.classroom.documents.text_routes import bp as common_texts
from ecole.classroom.forum.moderation_routes import bp as moderation
from ecole.classroom.forum.routes import bp as forum
from ecole.classroom.hand_ins.marking_routes import bp as marking
from ecole.classroom.hand_ins.pupil_routes import bp as pupil_work
from ecole.classroom.hand_ins.routes import bp as hand_ins
from ecole.classroom.news.album_routes import bp as albums
from ecole.classroom.news.photo_routes import bp as photo_rights
from ecole.classroom.news.routes import bp as news
from ecole.classroom.plan.copy_routes import bp as copies
from ecole.classroom.plan.correction_routes import bp as corrections
from ecole.classroom.plan.group_routes import bp as groups
from ecole.classroom.plan.live_routes import bp as live_classes
from ecole.classroom.plan.word_routes import bp as day_words
from ecole.classroom.routes.archives import bp as archives
from ecole.classroom.routes.classes import bp as classes
from ecole.classroom.routes.completions import bp as completions
from ecole.classroom.routes.faults import bp as faults
from ecole.classroom.routes.files import bp as files
from ecole.classroom.routes.instructions import bp as instructions
from ecole.classroom.routes.paper import bp as paper
from ecole.classroom.routes.preparations import bp as preparations
from ecole.classroom.routes.pupil import bp as pupil
from ecole.classroom.routes.reader import bp as reader
from ecole.classroom.routes.space import bp as space
from ecole.classroom.routes.subtitles import bp as subtitles
from ecole.classroom.routes.today import bp as today

blueprints = (
    faults,
    preparations,
    today, classes, instructions, completions, files, hand_ins, pupil, paper, groups, day_words,
    corrections, copies, live_classes, dictations, marking, pupil_work, news, photo_rights, forum,
    moderation, documents, boxes, common_texts, diary, search, reader, subtitles, albums,
    archives, space,
)
