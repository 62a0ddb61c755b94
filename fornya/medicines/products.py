"""What the operator's source says of products: out of stock, sold on licence, more pairs that go badly.

One file (PRODUCTS_FILE), written by whoever runs the service from what they have bought or may use. Without
it, or when it cannot be read, the checks that need it are not run, and say so.
"""

import tomllib
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings

from fornya.rules.checks.case import Pair, Products

log = structlog.get_logger()


def products() -> Products | None:
    """Give what is known of products; None without a source that can be read."""
    path = Path(settings.PRODUCTS_FILE) if settings.PRODUCTS_FILE else None
    if path is None:
        return None
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as problem:
        log.warning("products.not_read", problem=type(problem).__name__)
        return None


@lru_cache(maxsize=2)
def _read(path: Path, _changed: int) -> Products:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Products(
        source=str(table["source"]),
        holds_until=_day(table["holds_until"]),
        short={
            row["name"].lower(): _day(row["back"]) if "back" in row else None for row in _rows(table, "short")
        },
        licences={row["name"].lower(): _day(row["until"]) for row in _rows(table, "licence")},
        pairs=tuple(Pair(**row) for row in _rows(table, "pair")),
    )


def _rows(table: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return list(table.get(name, ()))


def _day(value: object) -> date:
    if type(value) is not date:
        raise ValueError("not a day")
    return value
