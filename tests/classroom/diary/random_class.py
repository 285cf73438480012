"""A class of every kind of things in every state, and who may find each of them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ecole.models import (
    Correction,
    DayWord,
    Dictation,
    Document,
    Instruction,
    LiveClass,
    Message,
    NewsItem,
    PupilGroup,
    PupilGroupMember,
    Topic,
)
from ecole.storage.columns import new_id, utc_now
from ecole.storage.database import db, writing
from ecole.storage.school_scope import in_school
from tests.world import World

HOUR = timedelta(hours=1)
CHILD_OF = {"claire": "lina", "nadia": "sami"}
STAFF = ("petit", "rossi")
KINDS = ("instruction", "correction", "news", "topic", "message", "document", "live", "word")


@dataclass(frozen=True)
class Made:
    """One thing: its title, and the names of those who may find it."""

    kind: str
    title: str
    families: frozenset[str]
    staff: frozenset[str]
    is_draft: bool
    is_expired: bool = False

    def found_by(self, name: str) -> bool:
        return name in self.families | self.staff


class RandomClass:
    """Draws rows of the CP; `things` says what each is."""

    def __init__(self, world: World, seed: int, kinds: tuple[str, ...] = KINDS) -> None:
        self.kinds = kinds
        self.world, self.dice, self.things = world, random.Random(seed), list[Made]()
        self.room = world.classrooms["cp"]
        self.groups: dict[str, int] = {}

    def fill(self, number: int) -> list[Made]:
        with in_school(self.world.schools["bourg"]), writing() as rows:
            for child in ("lina", "sami"):
                self.groups[child] = new_id()
                rows.add(PupilGroup(id=self.groups[child], classroom_id=self.room, label=child))
                rows.flush()
                rows.add(PupilGroupMember(group_id=self.groups[child],
                                          pupil_id=self.world.pupils[child]))
            for place in range(number):
                for row in self._draw(place):
                    rows.add(row)
                    rows.flush()
        db.session.remove()
        return self.things

    def _draw(self, place: int) -> list[Any]:
        kind = self.dice.choice(self.kinds)
        published = self.dice.choice([utc_now() - HOUR, utc_now() - HOUR, utc_now() + HOUR, None])
        deleted = utc_now() - HOUR if self.dice.random() < 0.2 else None
        make = getattr(self, f"_{kind}")
        return list(make(f"Zèbre n{place}.", published, deleted))

    def _note(self, kind: str, title: str, is_out: bool, is_there: bool, published: Any,
              families: set[str] | None = None, is_expired: bool = False) -> None:
        seen = frozenset(CHILD_OF if families is None else families)
        self.things.append(Made(kind, title, seen if is_out and is_there else frozenset(),
                                frozenset(STAFF if is_there else ()), published is None,
                                is_expired))

    def _audience(self) -> tuple[dict[str, Any], set[str]]:
        name, child = self.dice.choice([("claire", "lina"), ("nadia", "sami")])
        return self.dice.choice([
            ({}, set(CHILD_OF)), ({"level": "CP"}, set(CHILD_OF)), ({"level": "CE1"}, set[str]()),
            ({"group_id": self.groups[child]}, {name}),
            ({"pupil_id": self.world.pupils[child]}, {name}),
        ])

    def _common(self) -> dict[str, Any]:
        return {"classroom_id": self.room, "author_id": self.world.people["petit"]}

    def _instruction(self, title: str, published: datetime | None, deleted: Any) -> list[Any]:
        audience, families = self._audience()
        self._note("instruction", title, _is_past(published), not deleted, published, families)
        row_id = new_id()
        row = Instruction(id=row_id, title=title, day_on=self.world.day, published_at=published,
                          deleted_at=deleted, **audience, **self._common())
        return [row, Dictation(instruction_id=row_id, text="zèbre dicté")]

    def _correction(self, title: str, published: datetime | None, deleted: Any) -> list[Any]:
        audience, families = self._audience()
        opens = utc_now() + self.dice.choice([-HOUR, HOUR])
        is_gone = self.dice.random() < 0.2
        self._note("correction", title, _is_past(published) and _is_past(opens),
                   not deleted and not is_gone, published, families)
        row_id = new_id()
        return [
            Instruction(id=row_id, title=title.replace("Zèbre", "Girafe"), day_on=self.world.day,
                        published_at=published, deleted_at=deleted, **audience, **self._common()),
            Correction(instruction_id=row_id, body_html=f"<p>{title}</p>", opens_at=opens,
                       deleted_at=utc_now() if is_gone else None),
        ]

    def _news(self, title: str, published: datetime | None, deleted: Any) -> list[Any]:
        is_expired = self.dice.random() < 0.3
        self._note("news", title, _is_past(published), not deleted, published,
                   is_expired=is_expired)
        expires = self.world.day - timedelta(days=1) if is_expired else None
        return [NewsItem(title=title, published_at=published, deleted_at=deleted,
                         expires_on=expires, **self._common())]

    def _topic(self, title: str, published: datetime | None, deleted: Any) -> list[Any]:
        self._note("topic", title, _is_past(published), not deleted, published)
        return [Topic(title=title, published_at=published, deleted_at=deleted, **self._common())]

    def _message(self, title: str, published: datetime | None, deleted: Any) -> list[Any]:
        in_topic = self.dice.choice([utc_now() - HOUR, utc_now() + HOUR])
        hidden = utc_now() if self.dice.random() < 0.2 else None
        gone = utc_now() if self.dice.random() < 0.2 else None
        is_out = _is_past(published) and _is_past(in_topic) and not hidden
        self._note("message", title, is_out, not deleted and not gone, published)
        topic_id = new_id()
        return [
            Topic(id=topic_id, title="Girafe", published_at=in_topic, deleted_at=gone,
                  **self._common()),
            Message(topic_id=topic_id, author_id=self.world.people["nadia"], text=title,
                    published_at=published, deleted_at=deleted, hidden_at=hidden),
        ]

    def _document(self, title: str, published: datetime | None, deleted: Any) -> list[Any]:
        self._note("document", title, _is_past(published), not deleted, published)
        return [Document(kind="text", title="Girafe", text=title, published_at=published,
                         deleted_at=deleted, **self._common())]

    def _live(self, title: str, published: datetime | None, deleted: Any) -> list[Any]:
        audience, families = self._audience()
        self._note("live", title, _is_past(published), not deleted, published, families)
        return [LiveClass(title=title, address="https://visio.example.org", starts_at=utc_now(),
                          ends_at=utc_now(), published_at=published, deleted_at=deleted,
                          **audience, **self._common())]

    def _word(self, title: str, published: datetime | None, deleted: Any) -> list[Any]:
        """One a day, and not searched: it is in the diary only."""
        if any(one.kind == "word" for one in self.things):
            return []
        self._note("word", title, _is_past(published), is_there=True, published=published)
        return [DayWord(body_html=title, day_on=self.world.day, published_at=published,
                        **self._common())]


def _is_past(moment: datetime | None) -> bool:
    return moment is not None and moment <= utc_now()
