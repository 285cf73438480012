"""The catalogs say all that the pages say, and say it in their own language.

How to translate, and the words chosen: docs/translation.md.
"""

from __future__ import annotations

import ast
import re
import runpy
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from ecole.roster.onde.fields import EXTRACTIONS
from ecole.web.languages import CATALOGS, LANGUAGES, SOURCE
from tests.guards.test_house import ROOT, modules
from tests.guards.test_texts import MARKS

Pair = tuple[str, str]  # a text and its translation
NAMES = sorted(code for code in LANGUAGES if code != SOURCE)
# Each named, as %(name)s or {name}, and the tags of a sentence.
PARAMETER = re.compile(r"%\(\w+\)[a-z]|%%|\{\w+\}|</?\w+>")
QUOTED = re.compile(r"[«“][\s\u00a0\u202f]*([^«»“”]+?)[\s\u00a0\u202f]*[»”]")
# « no space before », « straight quotes » and « quotes of French » are mistakes in English.
TYPOGRAPHY = re.compile(r"[«»\"']|[\s\u00a0\u202f][:;?!]|\u202f")
FRENCH = re.compile(
    r"\b(l[ea]s?|des?|du|une?|aux?|et|est|sont|vous|votre|vos|pour|avec|sans|dans|sur|par|qui|que"
    r"|pas|cette|ces|il|elle|ils|elles|nous|[dljnsc]’\w+|\w*[à-öø-ÿœ]\w*)\b",
    re.IGNORECASE,
)
# Names, that no language changes.
KEPT = (
    "École", "Élèves", "Ã©", "Défenseur des droits", "place de Fontenoy", "La météo",
    "département",
)
# The same in both languages, and that is right.
SAME = {"PDF", "INE", "UAI", "École", "Cookies", "secrets", "version", "Classes", "classes",
        "page", "pages", "Forum", "Forum,", "Documents", "message", "messages", "photo", "photos",
        "Photo", "Photos", "Pause", "Orange", "()", ",", ", page"}
# Quoted on our pages, but no text of ours: buttons of phones and browsers, examples, folders.
ELSEWHERE = {
    "Le plus compatible": "Most Compatible", "Mettre à jour": "Update", "À propos": "About",
    "Mme Dupont": "Mme Dupont", "Mme Dupuis": "Mme Dupuis", "Lina": "Lina",
    "Ã©": "Ã©", "files": "files", "ecole": "ecole",
    "ecole files check": "ecole files check",
    "English": "English", "Espace de…": "…’s space", "Vu": "Seen", "fusionner": "merge",
} | {name: name for name in EXTRACTIONS.values()}


# « a space before two signs », that may end a line, and an apostrophe of a typewriter.
BAD_FRENCH = re.compile(r"\S [:;!?»]|« |[a-zà-ÿ]'[a-zà-ÿ]|\d 000", re.IGNORECASE)


@cache
def catalog(code: str) -> Catalog:
    with (CATALOGS / f"{code}.po").open("rb") as file:
        return read_po(file, locale=code)


@cache
def texts_of_the_house() -> Catalog:
    """Found as the command that refreshes the catalogs finds them."""
    found: Catalog = runpy.run_path(str(ROOT / "scripts/translations"))["texts_of_the_house"]()
    return found


def pairs(code: str) -> list[Pair]:
    """Each text with what is said for it, one by one for the plurals."""
    return [pair for message in catalog(code) if message.id for pair in pairs_of(message)]


def pairs_of(message: Message) -> Iterator[Pair]:
    yield from zip(forms(message.id), forms(message.string), strict=True)


def forms(text: str | Sequence[str] | None) -> list[str]:
    """One, or one for each plural."""
    return [text or ""] if isinstance(text, str | None) else list(text)


def is_translated(message: Message | None) -> bool:
    return message is not None and all(said for _, said in pairs_of(message))


@pytest.mark.parametrize("code", NAMES)
def test_every_text_is_translated(code: str) -> None:
    lacking = [message.id for message in texts_of_the_house() if message.id
               and not is_translated(catalog(code).get(message.id, message.context))]
    assert lacking == [], "scripts/translations, then docs/translation.md"


def test_it_sees_what_lacks() -> None:
    assert not is_translated(catalog("en").get("Ce texte n’est nulle part."))
    assert not is_translated(Message("Fait"))
    assert not is_translated(Message(("un jour", "deux jours"), ("one day", "")))
    assert is_translated(Message("Fait", "Done"))


def marked_in(tree: ast.Module) -> set[object]:
    """The texts given to gettext and its like."""
    return {node.args[0].value for node in ast.walk(tree)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS
            and node.args and isinstance(node.args[0], ast.Constant)}


def test_every_marked_text_is_found() -> None:
    """Babel does not look into a list made between the brackets of another call of gettext."""
    texts = texts_of_the_house()
    assert {text for _, _, tree in modules() for text in marked_in(tree) if text not in texts} \
        == set()
    assert marked_in(ast.parse("gettext('a %(b)s', b=[gettext('c') for _ in d])")) == {
        "a %(b)s", "c"}


def parameters(text: str) -> list[str]:
    return sorted(PARAMETER.findall(text))


@pytest.mark.parametrize("code", NAMES)
def test_parameters_are_kept(code: str) -> None:
    assert [pair for pair in pairs(code) if parameters(pair[0]) != parameters(pair[1])] == []


def test_it_sees_a_lost_parameter() -> None:
    text = "%(name)s : <b>{count}</b>, 5 %%"
    assert parameters(text) == ["%%", "%(name)s", "</b>", "<b>", "{count}"]
    assert parameters(text) != parameters("%(nom)s: <b>{count}</b>, 5 %%")


def bare(text: str) -> str:
    return PARAMETER.sub("", text).strip()


def leaks(text: str) -> list[str]:
    """What is French in an English text."""
    for name in KEPT:
        text = text.replace(name, " ")
    text = PARAMETER.sub("x", text)
    return TYPOGRAPHY.findall(text) + [found[0] for found in FRENCH.finditer(text)]


def test_english_is_english() -> None:
    assert [(said, found) for _, said in pairs("en") if (found := leaks(said))] == []
    assert {bare(text) for text, said in pairs("en") if said == text} <= SAME


@pytest.mark.parametrize(("text", "found"), [
    ("Tap “Done”: it’s saved for École, 20\u00a0MB", []), ("Saved\u00a0: %(la)s", ["\u00a0:"]),
    ("Tap « Done »", ["«", "»"]), ("Really ?", [" ?"]), ("It's", ["'"]),
    ("The school de Lina", ["de"]), ("L’école", ["L’école"]), ("The élève", ["élève"]),
])
def test_it_sees_french(text: str, found: list[str]) -> None:
    assert leaks(text) == found


def quotes(text: str) -> list[str]:
    """What a text puts between quotation marks; « %(name)s » is what somebody typed."""
    return [name for name in QUOTED.findall(text) if "%(" not in name and "{" not in name]


def misquoted(text: str, said: str, known: dict[str, str]) -> list[str]:
    """Names of buttons that are not theirs, in French or in the translation."""
    wanted = [known.get(name.casefold(), f"{name}, unknown").casefold() for name in quotes(text)]
    found = [name.casefold() for name in quotes(said)]
    return sorted(set(wanted) ^ set(found))


@pytest.mark.parametrize("code", NAMES)
def test_buttons_are_quoted_by_their_names(code: str) -> None:
    known = {text.casefold(): said for text, said in pairs(code)}
    known |= {text.casefold(): said for text, said in ELSEWHERE.items()}
    assert [(text, said, found) for text, said in pairs(code)
            if (found := misquoted(text, said, known))] == []


@pytest.mark.parametrize(("text", "said", "found"), [
    ("Touchez «\u00a0Fait\u00a0».", "Tap “Done”.", []),
    ("Touchez «\u00a0%(word)s\u00a0».", "Tap “%(word)s”.", []),
    ("Touchez «\u00a0Fait\u00a0».", "Tap “Finished”.", ["done", "finished"]),
    ("Touchez «\u00a0Fini\u00a0».", "Tap “Done”.", ["done", "fini, unknown"]),
])
def test_it_sees_a_wrong_name(text: str, said: str, found: list[str]) -> None:
    assert misquoted(text, said, {"fait": "Done"}) == found


def test_catalogs_have_their_language() -> None:
    assert sorted(path.stem for path in Path(CATALOGS).glob("*.po")) == NAMES


def test_french_keeps_its_spaces() -> None:
    texts = [text for message in texts_of_the_house() if message.id
             for text in ((message.id,) if isinstance(message.id, str) else message.id)]
    assert len(texts) > 1000
    assert [text for text in texts if BAD_FRENCH.search(text)] == []


def test_it_sees_a_bad_space() -> None:
    for text in ("Prêt ?", "« oui", "l'école", "20 000 signes"):
        assert BAD_FRENCH.search(text)
    assert not BAD_FRENCH.search("Prêt\u202f? «\u00a0oui\u00a0», l’école, 20\u00a0000 signes")
