"""A clinic's standing words to patients: places in braces that are filled in, and none that nobody fills.

Source: this service's own; what a reply may hold follows from what staff know as they write it.
Reviewed: 2026-11-23
"""

import re
from collections.abc import Mapping
from enum import StrEnum

PLACE = re.compile(r"\{([^{}]*)\}")


class Place(StrEnum):
    """What may stand in braces, as it is typed."""

    MEDICINE = "läkemedel"
    CLINIC = "mottagning"
    PHONE = "telefon"


def unknown_places(text: str) -> tuple[str, ...]:
    """Return what stands in braces and is no place, and lone braces, in their order."""
    known = {place.value for place in Place}
    wrong = [match[0] for match in PLACE.finditer(text) if match[1] not in known]
    return (*wrong, *re.findall(r"[{}]", PLACE.sub("", text)))


def filled(text: str, values: Mapping[Place, str]) -> str:
    """Return the text with its places filled in; what is filled in is never looked through for places."""
    by_name = {place.value: value for place, value in values.items()}
    return PLACE.sub(lambda match: by_name.get(match[1], match[0]), text)
