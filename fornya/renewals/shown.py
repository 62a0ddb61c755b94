"""What a prescriber was shown of a request, as one digest: made with the page, compared at signing."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from fornya.renewals.reading import Whole
from fornya.rules.checks.shape import Finding

SAID = ("patient_name", "personnummer", "message", "own_answers", "pharmacy", "fee_ore")

# What the checks say of each medicine that waits for a decision (checking.py).
Checked = Mapping[uuid.UUID, tuple[Finding, ...]]


class ShownDiffers(Exception):
    """The request does not read as it did on the page that was signed."""


def as_kept(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """Give what the checks said as it is signed and kept."""
    return [finding.as_json() for finding in findings]


def digest_of_shown(whole: Whole, checked: Checked) -> str:
    """Give the SHA-256 (hex) over what the request says, and what the checks say of it.

    Who asks, for what, with which answers; what was decided before; what was taken out of the record.
    """
    content = {
        "id": str(whole.id),
        "said": {name: getattr(whole, name) for name in SAID},
        "deceased_on": str(whole.deceased_on),
        "record": whole.prepared.record if whole.prepared else {},
        "earlier": [asdict(earlier) for earlier in whole.earlier],
        "lines": [
            {
                "id": str(line.id),
                "name": line.name,
                "state": line.state.value,
                "prescription": line.prescription,
                "answers": line.answers,
                "questions": [asdict(asked) for asked in line.questions],
                "checks": as_kept(checked.get(line.id, ())),
            }
            for line in whole.lines
        ],
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
