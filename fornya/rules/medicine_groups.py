"""Which group a medicine is counted in: the first three characters of its ATC code.

Three tell what it is for, to those who prescribe (beta blockers, antidepressants). Four would be three times
as many groups, and at most clinics each of them too small to be told of.

Source: tables/medicine_groups.toml (the therapeutic main groups of ATC).
Reviewed: 2026-11-23
"""

import re

from fornya.rules.dated import read_table

NAMES: dict[str, str] = read_table("medicine_groups")["groups"]
# Written by hand, an aid, or a code that the table does not know.
OTHER = "OTHER"
_CODE = re.compile(r"([A-Z]\d\d)")


def medicine_group(atc: str | None) -> str:
    """Return the group of an ATC code, and OTHER where there is none that is known."""
    found = _CODE.match(atc or "")
    return found[1] if found and found[1] in NAMES else OTHER
