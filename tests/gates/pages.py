"""The pages that anyone may read, each in the languages that it is there in.

The list follows the addresses that the service answers on: a test refuses a public address that is missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from fornya.config.language import is_there
from fornya.design.languages import BY_CODE
from fornya.design.places import THEMES
from fornya.pages.public.article.library import library

COOKIE = settings.LANGUAGE_COOKIE_NAME
RENEWS, CALL_INSTEAD = "bjorkens-vardcentral", "bjorklunda-lakarhus"
# What each view is asked for: a name for what makes it another page to the eye, and the rest of the address.
ASKED: dict[str, dict[str, str]] = {
    "public:start": {"": ""},
    "public:find_clinic": {"": "", "hits": "?q=vardcentral", "nothing": "?q=qwxzqwxz"},
    "public:clinics_by_name": {"": ""},
    "public:region": {"": ""},
    "public:fees": {"": ""},
    "public:cost_ladder": {"": "", "reckoned": "?betalat=1800&pris=640&ganger=4"},
    "public:easy_swedish": {"": ""},
    "public:search": {"": "", "hits": "?q=recept", "nothing": "?q=qwxzqwxz"},
    "public:about": {"": ""},
    "public:open_data": {"": ""},
    "public:support": {"": ""},
    "public:support_write": {"": ""},
    "public:accessibility": {"": ""},
    "public:privacy": {"": ""},
    "public:cookies": {"": ""},
    "public:cookie_settings": {"": ""},
    "public:offline": {"": ""},
    "languages:all": {"": ""},
    "login:choose": {"": ""},
}
# The same for views with a place in their address.
PLACES: dict[str, dict[str, str]] = {
    "public:clinic": {"": RENEWS, "by phone": CALL_INSTEAD},
    "public:clinics_of_municipality": {"": "Falun"},
    "public:paper_form": {"": RENEWS},
    "public:theme": {theme.slug: theme.slug for theme in THEMES},
    "public:support_sent": {"": "2345-6789"},
}
ARTICLE = "public:article"
# Pages whose only difference is their text, so that looking at one of them is looking at all.
ALIKE = {"public:theme", ARTICLE}
# Answers to programs, and the address that only sets the language and leads back.
NO_PAGES = frozenset(
    f"public:{name}"
    for name in ("fees_file", "open_csv", "open_json", "security", "robots", "sitemap", "manifest")
) | {"languages:change"}
AUDIENCES = ("public", "languages")
NOWHERE = "/finns-inte"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A public page in one language.

    `template`: those with the same look alike but for their text. `asked`: the language that the reader has
    chosen; it is the page's own, but for articles that alone are there in their language.
    """

    template: str
    path: str
    language: str
    asked: str
    status: int = 200

    def __str__(self) -> str:
        return f"{self.path} ({self.language})"


@cache
def every_sheet() -> tuple[Sheet, ...]:
    """Give every public page in each of its languages."""
    return (*_views_asked(), *_articles(), *_in_each(NOWHERE, "nowhere", BY_CODE, status=404))


def templates(*languages: str) -> list[Sheet]:
    """Give the first page of each template in each of the languages that it is there in."""
    firsts: dict[tuple[str, str], Sheet] = {}
    for sheet in every_sheet():
        if sheet.language in languages:
            firsts.setdefault((sheet.template, sheet.language), sheet)
    return list(firsts.values())


def public_views() -> dict[str, str]:
    """Give the name of each view that is open to all, and the module that it lies in."""
    return dict(_public(get_resolver(), ""))


def _public(resolver: URLResolver, audience: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _public(entry, entry.namespace or audience)
        elif isinstance(entry, URLPattern):
            name = f"{audience}:{entry.name}"
            if audience in AUDIENCES or name in ASKED:
                yield name, entry.callback.__module__


def _views_asked() -> Iterator[Sheet]:
    modules = public_views()
    addresses = [
        (name, state, reverse(name) + query)
        for name, states in ASKED.items()
        for state, query in states.items()
    ]
    addresses += [
        (name, state, reverse(name, args=[place]))
        for name, states in PLACES.items()
        for state, place in states.items()
    ]
    for name, state, path in addresses:
        short = name.partition(":")[2]
        template = short if name in ALIKE else f"{short} {state}".strip()
        yield from _in_each(path, template, [code for code in BY_CODE if is_there(modules[name], code)])


def _in_each(path: str, template: str, languages: object, status: int = 200) -> Iterator[Sheet]:
    for language in languages:
        yield Sheet(template, path, language, language, status)


def _articles() -> Iterator[Sheet]:
    for slug in sorted({article.slug for article in library()}):
        path = reverse(ARTICLE, args=[slug])
        for language in library().languages_of(slug):
            # Swedish is what one gets without asking; a language that has articles only has to be asked for.
            asked = language if language in BY_CODE else "sv"
            address = path if language in BY_CODE else f"{path}?sprak={language}"
            yield Sheet("article", address, language, asked)
