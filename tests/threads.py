"""Runs the same deed in several threads that all start at the same moment, each with its own connection."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def at_once(number: int, deed: Callable[[int], Any]) -> list[Any]:
    """Give what each thread returned, or the exception that it raised."""
    barrier = Barrier(number)

    def run(place: int) -> Any:
        try:
            barrier.wait(10)
            return deed(place)
        except Exception as fault:  # noqa: BLE001 - which of them lost is what the test asks
            return fault
        finally:
            connections.close_all()

    with ThreadPoolExecutor(number) as pool:
        return list(pool.map(run, range(number)))
