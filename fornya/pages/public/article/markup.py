"""Turns an article's Markdown into HTML, with two marks of our own and without raw HTML.

`{F5 F6}` at the end of a paragraph, a heading or a list item says which facts stand there; it becomes
data-fact. `{{ceiling}}` is a figure: figures.py fills it in when the page is drawn, so that no amount is
typed into a text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup

from fornya.clinics.folding import fold
from fornya.design.languages import BY_CODE

Tokens = tuple[Token, ...]
SWEDISH = "sv"
FACTS = re.compile(r"\s*\{(F\d+(?: F\d+)*)\}$")
FIGURE = re.compile(r"\{\{(\w+)\}\}")
NOT_IN_AN_ADDRESS = re.compile(r"[^a-z0-9]+")
TO_READ = ("/artiklar/", "/tema/")
OUTSIDE = ("https://", "tel:", "mailto:")


class BadText(Exception):
    """Text that breaks our rules; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the contents list."""

    id: str
    text: str


def parse(text: str) -> Tokens:
    """Parse an article's text; raises BadText for raw HTML, pictures, a top heading or a skipped level."""
    tokens = _READER.parse(text)
    for token in tokens:
        for child in token.children or ():
            if child.type == "image":
                raise BadText("it has a picture, which no rule is made for yet.")
            href = str(child.attrGet("href") or "/")
            if child.type == "link_open" and not href.startswith(("/", "#", *OUTSIDE)):
                raise BadText(f"it links to {href}, which is neither a path of ours nor a whole address.")
        if token.content and "<" in token.content:
            raise BadText("it has a <, and raw HTML is shut off.")
    _check_levels(tokens)
    return tuple(tokens)


def headings(tokens: Tokens) -> tuple[Heading, ...]:
    """Give the headings of the second level, for the contents list."""
    return tuple(
        Heading(str(token.attrGet("id")), _plain(following))
        for token, following in zip(tokens, tokens[1:], strict=False)
        if token.type == "heading_open" and token.tag == "h2"
    )


def figures(tokens: Tokens) -> set[str]:
    """Name the figures that the text asks for."""
    inline = (child for token in tokens for child in token.children or ())
    return {child.meta["figure"] for child in inline if child.type == "figure"}


def links(tokens: Tokens) -> list[str]:
    """Give every address that the text links to."""
    inline = (child for token in tokens for child in token.children or ())
    return [str(child.attrGet("href")) for child in inline if child.type == "link_open"]


def plain(tokens: Tokens) -> list[str]:
    """Give the text a reader meets, a paragraph, heading or list item at a time."""
    return [_plain(token) for token in tokens if token.type == "inline" and _plain(token)]


def html(tokens: Tokens, filled: Mapping[str, Markup], language: str) -> Markup:
    """Draw the text, its figures filled in and its links kept in the reader's language."""
    drawn = _READER.renderer.render(list(tokens), _READER.options, {"figures": filled, "language": language})
    return Markup(drawn)  # noqa: S704 - raw HTML is off, and figures are Markup already


def in_language(path: str, language: str) -> str:
    """Give the address of a page of ours in a language.

    What is to read has an address for each language. The other pages have one for all: the way there goes by
    the choice of language, or who reads on would be met by Swedish.
    """
    if language == SWEDISH or not path.startswith("/"):
        return path
    if path.startswith(TO_READ):
        page, mark, place = path.partition("#")
        return f"{page}?sprak={language}{mark}{place}"
    return f"/sprak/{language}?{urlencode({'till': path})}" if language in BY_CODE else path


def _check_levels(tokens: Sequence[Token]) -> None:
    levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
    for before, level in zip([1, *levels], levels, strict=False):
        if level == 1:
            raise BadText("it has a heading of the first level; that is the title.")
        if level > before + 1:
            raise BadText("it skips a level of heading.")


def _plain(token: Token) -> str:
    return "".join(child.content for child in token.children or () if child.type in ("text", "code_inline"))


def _facts(state: StateCore) -> None:
    """Move {F5} from the end of a text to the element around it."""
    for number, token in enumerate(state.tokens):
        found = FACTS.search(token.content) if token.type == "inline" else None
        if found is None:
            continue
        token.content = token.content[: found.start()]
        around = next(
            each for each in reversed(state.tokens[:number]) if each.nesting == 1 and not each.hidden
        )
        around.attrSet("data-fact", found[1])


def _heading_ids(state: StateCore) -> None:
    """Give each heading an address from its words, or its number where the script has other letters."""
    seen: set[str] = set()
    for number, token in enumerate(state.tokens):
        if token.type == "heading_open":
            words = NOT_IN_AN_ADDRESS.sub("-", fold(_plain(state.tokens[number + 1]))).strip("-")
            name = words if words and words not in seen else f"del-{number}"
            seen.add(name)
            token.attrSet("id", name)


def _figure(state: StateInline, silent: bool) -> bool:
    found = FIGURE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("figure", "", 0).meta = {"figure": found[1]}
    state.pos = found.end()
    return True


def _alone(state: StateCore) -> None:
    """Let a figure that is a paragraph of its own stand without the paragraph: it may be a table."""
    for number, token in enumerate(state.tokens):
        if token.type == "inline" and [child.type for child in token.children or ()] == ["figure"]:
            for each in (state.tokens[number - 1], state.tokens[number + 1]):
                each.hidden = each.hidden or each.type.startswith("paragraph")


def _draw_figure(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Any
) -> str:
    return str(env["figures"][tokens[index].meta["figure"]])


def _draw_link(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    drawn = tokens[index].copy()
    drawn.attrs = {**drawn.attrs, "href": in_language(str(drawn.attrGet("href")), env["language"])}
    return renderer.renderToken([drawn], 0, options, env)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.core.ruler.before("inline", "facts", _facts)
    reader.core.ruler.push("heading_ids", _heading_ids)
    reader.core.ruler.push("alone", _alone)
    reader.inline.ruler.before("emphasis", "figure", _figure)
    reader.add_render_rule("figure", _draw_figure)
    reader.add_render_rule("link_open", _draw_link)
    return reader


_READER = _reader()
