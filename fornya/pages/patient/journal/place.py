"""Where the next page of a list begins, as it stands in an address: a moment and the row's own name."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.http import Http404

Key = TypeVar("Key")


def written(place: tuple[datetime, object] | None) -> str | None:
    """Write a place; None when there is no next page."""
    return f"{place[0].isoformat()}_{place[1]}" if place else None


def read(text: str | None, key_of: Callable[[str], Key]) -> tuple[datetime, Key] | None:
    """Read a place from an address; raises Http404 for what this page has not written."""
    if not text:
        return None
    moment, _, key = text.partition("_")
    try:
        at = datetime.fromisoformat(moment)
        place = at, key_of(key)
    except ValueError as odd:
        raise Http404 from odd
    if at.tzinfo is None:
        raise Http404
    return place
