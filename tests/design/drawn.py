"""Draws templates as the service does, without a request or a database."""

from functools import lru_cache
from typing import Any

from django.template import engines
from jinja2 import Environment, nodes
from lxml import html

from fornya.design import gallery
from tests.design import css


def environment() -> Environment:
    """Give the environment that Django draws pages with."""
    return engines["jinja2"].env


def page(name: str, **more: Any) -> html.HtmlElement:
    """Draw one of the gallery's pages and read it."""
    return html.document_fromstring(source(name, **more))


def source(name: str, **more: Any) -> str:
    """Draw one of the gallery's pages."""
    template = environment().get_template(f"design/examples/{name}.jinja")
    return template.render(gallery.context_of(name) | more)


def text(template: str, **context: Any) -> str:
    """Draw a piece of template that may use every component as ui."""
    head = '{% import "design/ui.jinja" as ui %}'
    return environment().from_string(head + template).render(context)


def fragment(template: str, **context: Any) -> html.HtmlElement:
    """Draw a piece of template and read it."""
    return html.fragment_fromstring(text(template, **context), create_parent="div")


@lru_cache
def macros() -> dict[tuple[str, str], nodes.Macro]:
    """Give every macro of every component: (folder, name) → its declaration."""
    found = {}
    for path in sorted(css.DESIGN.glob("components/*/*.jinja")):
        if path.name != "example.jinja":
            for macro in environment().parse(path.read_text()).find_all(nodes.Macro):
                found[path.parent.name, macro.name] = macro
    return found
