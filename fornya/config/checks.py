"""What is checked before the service starts: each view says whom it is open to, articles are whole."""

from collections.abc import Iterator

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

from fornya.pages.public.article.library import library
from fornya.pages.public.article.source import BadArticle


def every_view_states_whom_it_is_open_to(**_options: object) -> list[CheckMessage]:
    """Give an error for each view without the decorator of people/guards.py."""
    return [
        Error(
            f"The view of /{path} does not say whom it is open to.",
            hint="Use @open_to of fornya.people.guards.",
        )
        for path, view in views(get_resolver())
        if not hasattr(view, "open_to")
    ]


def every_article_is_whole(**_options: object) -> list[CheckMessage]:
    """Give an error for the first file in content/ that cannot be an article."""
    try:
        library()
    except BadArticle as fault:
        return [Error(str(fault), hint="DEVELOPERS.md says how an article is written.")]
    return []


def views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Walk all addresses below a resolver: (path, view)."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views(entry, path)
        elif isinstance(entry, URLPattern):
            yield path, entry.callback
