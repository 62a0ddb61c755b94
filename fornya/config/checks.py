"""What is checked before the service starts: no view without a word on whom it is open to."""

from collections.abc import Iterator

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver


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


def views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Walk all addresses below a resolver: (path, view)."""
    for entry in resolver.url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views(entry, path)
        elif isinstance(entry, URLPattern):
            yield path, entry.callback
