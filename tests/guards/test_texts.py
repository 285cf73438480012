"""Each text that people read goes through gettext: in templates, in scripts and in Python.

What the pages really say is read in `test_pseudo_language.py`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.guards.test_house import ROOM, ROOT, TEMPLATES, modules

ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"])  # noqa: S701 - it renders nothing
MARKS = {"_", "gettext", "ngettext", "pgettext", "lazy_gettext", "N_"}
# The catalogue of components is for the team, in French, and off in production.
TEXTS = [path for path in TEMPLATES if "atelier" not in path.parts]
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
SHOWN = {"aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "alt", "title",
         "placeholder", "label", "data-label"}
SILENT = {"script", "style"}
LETTER = re.compile(r"[^\W\d_]")
FRENCH = re.compile(r"[À-ÖØ-öø-ÿœŒ’«…]")
# What a host reads: the command line, the start, the log.
FRENCH_ROOMS = {"commands", "operations", "server", "storage", "config", "__main__"}
FRENCH_MODULES = {
    "web/languages.py": "each language under its own name",
    "public/atelier.py": "the catalogue of components",
    "web/manifest.py": "the name of the place, the same for all who put it on their phone",
    "roster/onde/columns.py": "the headers of the files of ONDE",
    "roster/onde/decoding.py": "accents read wrong, to be known again",
    "roster/onde/fields.py": "the headers of the files of ONDE",
    "roster/onde/reading.py": "the headers of the files of ONDE",
}
ALLOWED = {
    "-aide -erreur",  # ends of ids, in parts/fields.html
    "titre texte",  # two ids, in classroom/pupil/task.html
    # What the screens and the files of ONDE say, whatever the language of the page.
    "Listes et documents", "Extractions", "Extraction format CSV", "Élèves", "Responsables",
    "Élèves de l’école ou leurs responsables",
    # To be written as it is on an envelope.
    "Défenseur des droits", "Libre réponse 71120", "75342 Paris CEDEX 07",
}


class Reader(HTMLParser):
    """Collects what a page would show and say of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        given = {name: value or "" for name, value in attributes}
        said = [value for name, value in given.items() if name in SHOWN or (
            name.startswith("data-") and (FRENCH.search(value) or value != value.lower()))]
        if given.get("name") == "description" or given.get("type") in ("submit", "button"):
            said += [given.get("content", ""), given.get("value", "")]
        self.found += filter(LETTER.search, said)

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, text: str) -> None:
        if self.inside not in SILENT and LETTER.search(text):
            self.found.append(" ".join(text.split()))


def markup_of(source: str) -> str:
    """A template without its expressions, its statements, and what `{% trans %}` holds."""
    kept, is_statement, is_translated, name = [], False, False, ""
    for _, kind, value in ENVIRONMENT.lex(source):
        if kind == "block_begin":
            is_statement, name = True, ""
        elif kind == "block_end":
            is_statement = False
            is_translated = name == "trans" or (is_translated and name != "endtrans")
        elif kind == "name" and is_statement:
            name = name or value
        elif kind == "data" and not is_translated:
            kept.append(value)
    return "".join(kept)


def bare_texts(source: str) -> list[str]:
    """Texts written in the markup of a template."""
    reader = Reader()
    reader.feed(markup_of(source))
    reader.close()
    return reader.found


def loose_strings(source: str) -> list[str]:
    """Sentences and words given to a macro as they are."""
    tree = ENVIRONMENT.parse(source)
    marked: set[int] = set()
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS:
            marked.update(id(argument) for argument in call.args)
    for comparison in tree.find_all(nodes.Compare):
        marked.update(map(id, comparison.find_all(nodes.Const)))
    return [const.value for const in tree.find_all(nodes.Const)
            if isinstance(const.value, str) and id(const) not in marked and is_said(const.value)]


def is_said(text: str) -> bool:
    """A name of our own (`classes.show`, `giant giant--quiet`) has no capital, accent, nor space
    unless it is a list of classes."""
    text = text.strip()
    if not LETTER.search(text) or re.fullmatch(r"[a-z-]+( [a-z-]*(--|__)[a-z-]*)+", text):
        return False
    return bool(FRENCH.search(text) or text[0].isupper()
                or re.search(r"[^\W\d_]\s[^\W\d_]", text))


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_templates_have_no_text_of_their_own(path: Path) -> None:
    source = path.read_text()
    assert set(bare_texts(source) + loose_strings(source)) - ALLOWED == set()


@pytest.mark.parametrize(("source", "said"), [
    ("<p>Rien</p>", ["Rien"]),
    ("<p>{% if a %}Rien {{ b }}{% else %}{{ _('Tout') }}{% endif %}</p>", ["Rien"]),
    ("{% trans %}Rien{% endtrans %}<p>ici</p>", ["ici"]),
    ('<nav aria-label="Pages">', ["Pages"]),
    ('<p data-refusal="Carte perdue">', ["Carte perdue"]),
    ("{{ button('Publier', 'primary') }}", ["Publier"]),
    ("{{ tick('pas encore') }}", ["pas encore"]),
    ("{{ _('Pour %(name)s', name='Lina') }}", ["Lina"]),
    ("{# Rien #}<p>· {{ _('Rien') }} {{ icon('plus') }}</p>", []),
])
def test_it_sees_a_text_in_a_template(source: str, said: list[str]) -> None:
    assert bare_texts(source) + loose_strings(source) == said


def written_in(script: str) -> Iterator[str]:
    """What a script would show: French, a sentence, or anything put in an element as it is."""
    code = re.sub(r"/\*.*?\*/|(^|\s)//[^\n]*", " ", script, flags=re.DOTALL)
    for text in re.findall(r'"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`', code):
        words = re.sub(r"\$\{.*?\}", " ", "".join(text))
        if FRENCH.search(words) or re.search(r"\b[A-Z][a-z]+ [a-z]+", words):
            yield words
    given = r'["`]([^"`$]*[a-z][^"`]*)'
    yield from re.findall(rf"(?:textContent|innerText|ariaLabel|title)\s*=\s*{given}", code)
    yield from re.findall(rf'"(?:aria-label|title|alt)",\s*{given}', code)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda p: p.name)
def test_scripts_say_what_the_page_gave_them(path: Path) -> None:
    assert list(written_in(path.read_text())) == []


@pytest.mark.parametrize("code", [
    'line.textContent = "Afficher";', "line.textContent = `Trop lourd : ${weight}`;",
    'say("Rien de prévu");', 'button.setAttribute("aria-label", "Afficher");', 'say("Try again");',
])
def test_it_sees_a_text_in_a_script(code: str) -> None:
    assert list(written_in(code))
    assert not list(written_in("// Rien de prévu\n" 'line.textContent = line.dataset.text;'))


def unmarked_strings(tree: ast.Module) -> Iterator[str]:
    """French sentences that no call of gettext holds. Docstrings are for readers of the code."""
    kept: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
            kept.update(id(argument) for argument in node.args)
        elif isinstance(node, ast.Expr):
            kept.add(id(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in kept:
            text = node.value.strip()
            if FRENCH.search(text) and (text[0].isupper() or " " in text) and len(text) > 1:
                yield f"{node.lineno}: {text}"


def test_modules_have_no_french_of_their_own() -> None:
    loose = {
        name: found
        for room, path, tree in modules()
        if room not in FRENCH_ROOMS
        and (name := path.relative_to(ROOM).as_posix()) not in FRENCH_MODULES
        and (found := list(unmarked_strings(tree)))
    }
    assert loose == {}


@pytest.mark.parametrize(("code", "count"), [
    ("flash('Brouillon gardé.')", 1), ("flash(f'Gardé pour {name}.')", 1),
    ("flash(gettext(f'Gardé pour {name}.'))", 1), ("flash(gettext('Brouillon gardé.'))", 0),
    ("TEXTS = {'a': N_('Brouillon ' 'gardé.')}", 0), ("VOWELS = ('é', 'è', 'école')", 0),
])
def test_it_sees_a_text_in_a_module(code: str, count: int) -> None:
    assert len(list(unmarked_strings(ast.parse(code)))) == count


def translated_too_soon(source: str) -> int:
    """Calls outside the macros of a template that others import: an import is kept, with the
    language of whoever asked first."""
    tree = ENVIRONMENT.parse(source)
    macros = list(tree.find_all(nodes.Macro))
    if not macros or tree.find(nodes.Extends):
        return 0
    return len(list(calls_in(tree))) - sum(len(list(calls_in(macro))) for macro in macros)


def calls_in(tree: nodes.Node) -> Iterator[nodes.Call]:
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS:
            yield call


def translated_at_import(tree: ast.Module) -> list[int]:
    """Lines where `gettext` is called outside a function: they want `lazy_gettext` or `N_`."""
    inside = {id(part) for node in ast.walk(tree)
              if isinstance(node, ast.FunctionDef | ast.Lambda) for part in ast.walk(node)}
    return [node.lineno for node in ast.walk(tree)
            if isinstance(node, ast.Call) and id(node) not in inside
            and getattr(node.func, "id", "") in ("gettext", "ngettext", "pgettext")]


def test_nothing_is_translated_before_somebody_asks() -> None:
    early = [str(path) for path in TEXTS if translated_too_soon(path.read_text())]
    early += [f"{path}: {lines}" for _, path, tree in modules()
              if (lines := translated_at_import(tree))]
    assert early == []
    assert translated_too_soon("{% set a = _('Un') %}{% macro b() %}{{ _('Deux') }}{% endmacro %}")
    assert translated_at_import(ast.parse("class Form:\n    label = gettext('Titre')"))
