"""What only the head can decide: questions whose ids stay the same from preview to import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ecole.roster.onde.names import fingerprint
from ecole.roster.onde.rows import Kind, Remark


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """`answer` is the head's choice when it is one of `choices`, else `default`."""

    id: str
    text: str
    choices: tuple[Choice, ...]
    default: str
    answer: str
    line: int | None = None

    @property
    def topic(self) -> str:
        return self.id.split(":")[0]


@dataclass
class Notebook:
    """Collects the remarks and the questions of one plan, and knows the answers already given."""

    answers: Mapping[str, str]
    remarks: list[Remark] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def warn(self, kind: Kind, line: int | None, message: str) -> None:
        self.remarks.append(Remark("warning", line, message, kind))

    def refuse(self, kind: Kind, line: int | None, message: str) -> None:
        self.remarks.append(Remark("error", line, message, kind))

    def ask(self, question: Question) -> str:
        """Note the question; return the answer given, or its default."""
        given = self.answers.get(question.id, question.default)
        if given not in {choice.value for choice in question.choices}:
            given = question.default
        self.questions.append(replace(question, answer=given))
        return given


def question(
    topic: str,
    about: Sequence[object],
    text: str,
    choices: Sequence[tuple[str, str]],
    line: int | None = None,
) -> Question:
    """A question about these things, already translated; its first choice is the default."""
    default = choices[0][0]
    return Question(
        id=f"{topic}:{fingerprint(*about)}" if about else topic,
        text=text,
        choices=tuple(Choice(value, label) for value, label in choices),
        default=default,
        answer=default,
        line=line,
    )
