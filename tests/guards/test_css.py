"""The style sheets keep their promises: layers, colours in one place, no idle class."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CSS = ROOT / "static" / "css"
SHEETS = sorted(CSS.rglob("*.css"))
READERS = sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "static/js").rglob("*.js"))
LAYERS = "@layer reset, tokens, base, layout, components, utilities;"
# Offered to pages that are still to come.
KEPT_FOR_LATER = {"table__count", "progress"}
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|color-mix)\("
    r"|:\s*(?:white|black|red|green|blue|gr[ae]y|yellow|orange|purple|pink|navy|silver)\b",
    re.IGNORECASE,
)


def rules_of(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


def selectors_of(sheet: Path) -> list[str]:
    heads = re.findall(r"([^{};]+)\{", rules_of(sheet))
    return [head.strip() for head in heads if not head.strip().startswith("@")]


def defined_classes() -> set[str]:
    heads = " ".join(head for sheet in SHEETS for head in selectors_of(sheet))
    return set(re.findall(r"\.([a-z][\w-]*)", heads))


def used_classes() -> tuple[set[str], set[str]]:
    """Whole names, and beginnings of those that a template completes: `notice--{{ tone }}`."""
    whole, beginnings = set(), set()
    for reader in READERS:
        text = reader.read_text(encoding="utf-8")
        lists = re.findall(r'class(?:Name)?\s?[=:]\s?"((?:\{[{%].*?[%}]\}|[^"{])*)"', text)
        lists += re.findall(r'"class": "([^"]*)"', text)
        for words in lists:
            plain = re.sub(r"\{%.*?%\}", " ", words)
            for word in re.sub(r"\{\{.*?\}\}", "…", plain).split():
                (beginnings if "…" in word else whole).add(word.split("…")[0])
        for literal in re.findall(r"[\"' ]([a-z][\w-]*--)[\"']", text):
            beginnings.add(literal)
        if reader.suffix == ".js":
            whole.update(re.findall(r'"([a-z]+(?:__[a-z-]+|--[a-z]+))"', text))
    return whole - {""}, beginnings - {""}


def test_the_order_of_layers_comes_first() -> None:
    assert (CSS / "tokens.css").read_text(encoding="utf-8").splitlines()[0] == LAYERS


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_each_sheet_stands_in_a_layer(sheet: Path) -> None:
    rest = rules_of(sheet).replace(LAYERS, "").strip()
    assert re.match(r"@layer (reset|tokens|base|layout|components|utilities) \{", rest)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_colours_are_only_in_tokens(sheet: Path) -> None:
    found = COLOUR.findall(rules_of(sheet))
    assert bool(found) == (sheet.name == "tokens.css"), found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_nothing_shouts(sheet: Path) -> None:
    assert "!important" not in rules_of(sheet)
    assert not [head for head in selectors_of(sheet) if re.search(r"(?<!\[)#[a-z]", head)]
    assert len(sheet.read_text(encoding="utf-8").splitlines()) <= 150


def test_each_token_asked_for_exists() -> None:
    text = " ".join(rules_of(sheet) for sheet in SHEETS)
    asked = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert asked <= set(re.findall(r"(--[\w-]+):", text))


def test_each_class_used_is_defined() -> None:
    whole, beginnings = used_classes()
    defined = defined_classes()
    assert whole - defined == set()
    assert {start for start in beginnings if not any(d.startswith(start) for d in defined)} == set()


def test_each_class_defined_is_used() -> None:
    whole, beginnings = used_classes()
    idle = defined_classes() - whole - KEPT_FOR_LATER
    assert {name for name in idle if not any(name.startswith(b) for b in beginnings)} == set()


def test_helpers_stay_few() -> None:
    assert len(selectors_of(CSS / "utilities.css")) <= 15


def test_it_sees_a_colour_when_there_is_one() -> None:
    assert COLOUR.search("color: #fff")
    assert COLOUR.search("background: rgb(0 0 0)")
    assert not COLOUR.search("color: var(--ink)")
