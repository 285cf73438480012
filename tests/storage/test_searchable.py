"""The words of a row, folded when it is written."""

import pytest

from ecole.models import Instruction
from ecole.models.searchable import fold, words_of_html
from ecole.storage.database import writing
from ecole.storage.school_scope import in_school


@pytest.mark.parametrize(("text", "folded"), [
    ("L’Été à Évreux", "l'ete a evreux"),
    ("  Cœur\n\tŒuvre ", "cœur œuvre"),
    ("ﬁche ①", "fiche 1"),
    ("مرحبا", "مرحبا"),
])
def test_it_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_it_leaves_tags_out() -> None:
    assert fold(words_of_html("<p>Deux &amp; <b>deux</b></p>")) == "deux & deux"


def test_it_follows_each_change(context, world):
    with in_school(world.schools["bourg"]):
        with writing() as rows:
            row = rows.get(Instruction, world.instructions["lecture"])
            row.title, row.subject = "Écoute", "Été"
        assert row.folded.startswith("ecoute ete")
