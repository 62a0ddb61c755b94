"""Templates keep to the Content-Security-Policy, to gettext calls, and to Jinja's syntax."""

import re

import pytest
from jinja2 import Environment, TemplateSyntaxError

from tests.house.tree import files, name

TEMPLATES = files(".jinja")
FORBIDDEN = {
    "inline style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)|javascript:", re.IGNORECASE),
    "event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "trans block": re.compile(r"{%-?\s*trans\b"),
}
ENVIRONMENT = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def test_a_template_has_nothing_that_the_policy_would_block():
    faults = {name(path): found(path.read_text(encoding="utf-8")) for path in TEMPLATES}

    assert faults
    assert {path: found for path, found in faults.items() if found} == {}


def test_a_template_can_be_parsed():
    assert [name(path) for path in TEMPLATES if not parses(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("template", "faults"),
    [
        ('<p class="lead">{{ _("Hej") }}</p><script src="/a.js" defer></script>', []),
        ('<p style="color:red">', ["inline style"]),
        ("<script>alert(1)</script>", ["inline script"]),
        ('<a href="/" onclick="go()">', ["event handler"]),
        ("{% trans %}Hej{% endtrans %}", ["trans block"]),
    ],
)
def test_what_the_policy_would_block(template, faults):
    assert found(template) == faults


def found(template: str) -> list[str]:
    """Name what is in the template that should not be."""
    return [fault for fault, pattern in FORBIDDEN.items() if pattern.search(template)]


def parses(template: str) -> bool:
    """Is this Jinja?"""
    try:
        ENVIRONMENT.parse(template)
    except TemplateSyntaxError:
        return False
    return True
