"""The small Markdown of instructions: rendered once, when written, and cleaned by an allow list."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "h3", "h4", "a", "hr"}

ONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>\s*", re.DOTALL)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # No raw HTML, no picture: our pages load nothing from elsewhere.
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    return parser.disable(["image", "html_block", "html_inline", "code", "fence", "reference"])


def render_markdown(text: str) -> str:
    """Safe HTML of a text: headings from h3 down, lists, emphasis, quotes, links."""
    import nh3

    tokens = _parser().parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = "h3" if token.tag in ("h1", "h2", "h3") else "h4"
    html = _parser().renderer.render(tokens, _parser().options, {})
    return nh3.clean(
        html,
        tags=TAGS,
        attributes={"*": set(), "a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )


def prose(html: str) -> Markup:
    """A rendering of ours as a page shows it; most have one paragraph, which needs no frame."""
    alone = ONE_PARAGRAPH.fullmatch(html)
    # Safe by construction: cleaned above, when it was written.
    return Markup(f'<p class="prose" lang="fr">{alone[1]}</p>' if alone  # noqa: S704
                  else f'<div class="prose" lang="fr">{html}</div>')
