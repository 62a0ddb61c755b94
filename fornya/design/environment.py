"""The Jinja environment of all pages: strict, escaping, and with our words, formats and addresses at hand.

Django's Jinja2 backend calls `environment` (settings.TEMPLATES); a template's name is its path under fornya/.
"""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined

from fornya.design.formats import FILTERS
from fornya.design.parts import GLOBALS
from fornya.design.places import PLACES, SUPPORT


def environment(**options: Any) -> Environment:
    """Make the environment. Whatever the backend proposes, undefined names are errors."""
    made = Environment(
        loader=options.get("loader"),
        auto_reload=bool(options.get("auto_reload")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        cache_size=-1,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    made.filters.update(FILTERS)
    made.globals.update(
        GLOBALS,
        static=static,
        url=url,
        language=language,
        direction=direction,
        places=PLACES,
        support=SUPPORT,
    )
    return made


def url(name: str, /, **arguments: object) -> str:
    """Give the address of a view: url("patient:request", id=…)."""
    return reverse(name, kwargs=arguments)


def language() -> str:
    """Give the language of the page, as html's lang wants it."""
    return get_language() or "sv"


def direction() -> str:
    """Give the direction of the page's writing: ltr or rtl."""
    return "rtl" if get_language_bidi() else "ltr"
