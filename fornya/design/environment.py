"""The Jinja environment of all pages: strict, escaping, and with our words, formats and addresses at hand.

Django's Jinja2 backend calls `environment` (settings.TEMPLATES); a template's name is its path under fornya/.
"""

from collections.abc import Callable, MutableMapping
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from fornya.design.formats import FILTERS
from fornya.design.languages import LANGUAGES, READING, WRITTEN, said_in
from fornya.design.parts import GLOBALS, Cell
from fornya.design.places import PLACES, SUPPORT, THEMES

SAME_FOR_ALL = {
    "zip": zip,
    "languages": LANGUAGES,
    "reading": READING,
    "said_in": said_in,
    "places": PLACES,
    "support": SUPPORT,
    "themes": THEMES,
}


class OurEnvironment(Environment):
    """Jinja's own, with each template's globals in one plain dict.

    Jinja chains them, and asks the chain for all its keys at every import: a tenth of a page's time.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give what a template can name without being told."""
        return {**self.globals, **(d or {})}


def environment(**options: Any) -> Environment:
    """Make the environment. Whatever the backend proposes, undefined names are errors."""
    made = OurEnvironment(
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
    made.tests["cell"] = lambda value: isinstance(value, Cell)
    made.globals.update(
        GLOBALS,
        _=phrase,
        # A file's address stays the same as long as the process lives.
        static=lru_cache(maxsize=None)(static),
        url=url,
        fixed=_fixed_by(made),
        language=language,
        direction=direction,
        og_locale=og_locale,
        **SAME_FOR_ALL,
    )
    return made


def phrase(text: str, /, **values: object) -> Markup:
    """Give a sentence in the reader's language, its values escaped.

    Does what Jinja's own `_` does, without its three calls through the context: a page has fifty of them.
    """
    found, has_places = _phrase(get_language() or "", text)
    return found % values if values or has_places else found


@lru_cache(maxsize=4096)
def _phrase(_language: str, text: str) -> tuple[Markup, bool]:
    translated = Markup(gettext(text))  # noqa: S704 - our own words
    return (translated, True) if "%(" in translated else (translated % {}, False)


def _fixed_by(made: Environment) -> Callable[[str], Markup]:
    @lru_cache(maxsize=256)
    def drawn(_language: str, name: str) -> Markup:
        return Markup(made.get_template(name).render())  # noqa: S704 - a template of ours, escaped by Jinja

    def fixed(name: str) -> Markup:
        """Give a part that is the same on every page of a language: drawn once and kept.

        It sees no page, so that nothing of anybody's can be in it: a name from a page is an error there.
        """
        return drawn(get_language() or "", name)

    return fixed


def url(name: str, /, **arguments: object) -> str:
    """Give the address of a view: url("patient:request", id=…)."""
    return reverse(name, kwargs=arguments) if arguments else _plain_url(name)


# An address without anything in it stays the same too.
_plain_url = lru_cache(maxsize=None)(reverse)


def language() -> str:
    """Give the language of the page, as html's lang wants it."""
    return get_language() or "sv"


def direction() -> str:
    """Give the direction of the page's writing: ltr or rtl."""
    return "rtl" if get_language_bidi() else "ltr"


def og_locale(code: str) -> str:
    """Give a language and its country as Open Graph writes them: sv_SE."""
    return f"{code.partition('-')[0]}_{WRITTEN[code].country}"
