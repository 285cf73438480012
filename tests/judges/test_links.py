"""Where fragments may lead."""

from __future__ import annotations

from judges.links import ids_of


def test_it_works() -> None:
    page = """<h1 id="contenu">A</h1><a name='ici'></a><p id=bas><symbol id="a&amp;b">"""
    assert ids_of(page) == {"contenu", "ici", "bas", "a&b"}


def test_other_attributes_are_no_place() -> None:
    assert not ids_of("""<p data-id="x" aria-valuename="y">""")
