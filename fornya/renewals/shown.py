"""What a prescriber was shown of a request, as one digest: made with the page, compared at signing."""

import hashlib
import json
from dataclasses import asdict

from fornya.renewals.reading import Whole

SAID = ("patient_name", "personnummer", "message", "own_answers", "pharmacy", "fee_ore")


class ShownDiffers(Exception):
    """The request does not read as it did on the page that was signed."""


def digest_of_shown(whole: Whole) -> str:
    """Give the SHA-256 (hex) over what the request says: who asks, for what, with which answers."""
    content = {
        "id": str(whole.id),
        "said": {name: getattr(whole, name) for name in SAID},
        "deceased_on": str(whole.deceased_on),
        "lines": [
            {
                "id": str(line.id),
                "name": line.name,
                "state": line.state.value,
                "prescription": line.prescription,
                "answers": line.answers,
                "questions": [asdict(asked) for asked in line.questions],
            }
            for line in whole.lines
        ],
    }
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
