"""HSA-ids: how Swedish health care names its people and units.

SE, an organisation number of ten digits, a hyphen and a suffix of letters and digits.

Source: the national directory's form of HSA-id: the prefix is the organisation's, the suffix its own, 31
characters at most in all.
Reviewed: 2026-11-23
"""

import re

# As PostgreSQL takes it too.
PATTERN = r"^SE[0-9]{10}-[A-Za-z0-9]{1,18}$"
_WHOLE = re.compile(PATTERN.strip("^$"))


def is_hsa_id(text: str) -> bool:
    """Tell whether a text has the form of an HSA-id; whether anybody has it is another thing."""
    return _WHOLE.fullmatch(text) is not None
