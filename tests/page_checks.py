"""What is checked on every HTML page that a test opens."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import html5lib

HTML = "{http://www.w3.org/1999/xhtml}"
FIELDS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button"}
ELEMENTS_MAX = 350
STATIC = Path(__file__).resolve().parents[1] / "static"
# A typed apostrophe where French wants a curly one, in what people read.
STRAIGHT = ("l'", "d'", "n'", "s'", "qu'", "j'", "c'", "L'", "D'", "N'", "S'", "Qu'", "J'", "C'")


def faults_of(page: str, *, most_elements: int = ELEMENTS_MAX) -> list[str]:
    """Sentences about what is wrong in a page; empty when all is well."""
    parser = html5lib.HTMLParser(strict=False)
    tree = parser.parse(page)
    nodes = [node for node in tree.iter() if isinstance(node.tag, str)]
    faults = [f"html: {error[1]}" for error in parser.errors]
    faults += _frame(tree, nodes) + _names(nodes) + _forms(nodes) + _inline(nodes)
    if len(nodes) > most_elements:
        faults.append(f"{len(nodes)} elements, more than {most_elements}")
    return faults + _typography(nodes) + _missing_pieces(nodes)


@cache
def _pieces(kind: str, folder: str) -> frozenset[str]:
    """Classes of the sheets of a folder, or behaviours of its scripts."""
    text = "".join(path.read_text() for path in (STATIC / kind / folder).glob(f"*.{kind}"))
    form = r"\.([a-z][\w-]*)" if kind == "css" else r'data-behaviour~="([\w-]+)"'
    return frozenset(re.findall(form, text))


def _missing_pieces(nodes: list[Any]) -> list[str]:
    """A page of the smaller pair (ecole/web/assets.py) needs nothing of the larger one."""
    if not any((node.get("href") or "").endswith("/first.css") for node in nodes):
        return []
    classes = {word for node in nodes for word in (node.get("class") or "").split()}
    behaviours = {word for node in nodes for word in (node.get("data-behaviour") or "").split()}
    missing = (classes & _pieces("css", "rooms") - _pieces("css", "components")) | (
        behaviours & _pieces("js", "tools"))
    return [f"not in the first pair: {name}" for name in sorted(missing)]


def _tag(node: Any) -> str:
    return str(node.tag).removeprefix(HTML)


def _frame(tree: Any, nodes: list[Any]) -> list[str]:
    tags = Counter(map(_tag, nodes))
    title = next((n for n in nodes if _tag(n) == "title"), None)
    faults = [] if tree.get("lang") == "fr" else ["no lang"]
    faults += [] if tags["h1"] == 1 else [f"{tags['h1']} h1"]
    faults += [] if tags["main"] == 1 else ["no main"]
    if title is None or not (title.text or "").strip(" –"):
        faults.append("no title")
    return faults


def _names(nodes: list[Any]) -> list[str]:
    ids = Counter(node.get("id") for node in nodes if node.get("id"))
    faults = [f"double id {name}" for name, count in ids.items() if count > 1]
    labelled = {n.get("for") for n in nodes if _tag(n) == "label"}
    inside = {f for n in nodes if _tag(n) == "label" for f in n.iter()}
    for node in nodes:
        is_field = _tag(node) in FIELDS and node.get("type") not in UNLABELLED
        is_named = node.get("id") in labelled or node in inside or node.get("aria-label")
        if is_field and not is_named:
            faults.append(f"field without label: {node.get('name')}")
        if _tag(node) == "img" and node.get("alt") is None:
            faults.append("img without alt")
        for pointed in (node.get("aria-describedby") or "").split():
            if pointed not in ids:
                faults.append(f"aria-describedby to nothing: {pointed}")
    return faults


def _forms(nodes: list[Any]) -> list[str]:
    posts = [n for n in nodes if _tag(n) == "form" and (n.get("method") or "").lower() == "post"]
    return [
        f"form without CSRF token: {form.get('action')}"
        for form in posts
        if not any(f.get("name") == "csrf_token" for f in form.iter())
    ]


def _inline(nodes: list[Any]) -> list[str]:
    faults = []
    for node in nodes:
        if _tag(node) == "style" or (_tag(node) == "script" and not node.get("src")):
            faults.append(f"inline {_tag(node)}")
        faults += [f"inline {a}" for a in node.attrib if a == "style" or a.startswith("on")]
        for name in ("src", "href", "action"):
            value = node.get(name) or ""
            is_elsewhere = value.startswith(("http:", "https:", "//")) and _tag(node) != "a"
            if is_elsewhere:
                faults.append(f"asks another host: {value}")
    return faults


def _typography(nodes: list[Any]) -> list[str]:
    faults = []
    for node in nodes:
        for text in (node.text, node.tail):
            if _tag(node) not in ("script", "style", "code", "textarea") and text:
                faults += [f"straight apostrophe: {text.strip()[:60]}"
                           for mark in STRAIGHT if f" {mark}" in f" {text}"][:1]
    return faults
