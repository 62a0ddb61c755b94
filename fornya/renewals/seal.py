"""The seal on a decision: the service's signature (JWS) over exactly what was decided, about what was shown.

It says that this service wrote the row, in a session that had been confirmed afresh, and that nothing of the
row has been changed since. It is not the prescriber's own e-ID signature.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from joserfc import jws
from joserfc.errors import JoseError

from fornya.renewals.models import Decision, RenewalLine
from fornya.rules.renewal_states import Event

ALGORITHM = "ES256"
EVENTS = {
    Decision.Outcome.RENEW.value: (Event.APPROVE, False),
    Decision.Outcome.RENEW_CHANGED.value: (Event.APPROVE, True),
    Decision.Outcome.MEET.value: (Event.MEET, False),
    Decision.Outcome.DECLINE.value: (Event.DECLINE, False),
}


@dataclass(frozen=True, slots=True)
class Sealed:
    """What the seal is over: the decision, and what ties it to its row and to what was on the screen."""

    id: str
    request: str
    patient: int
    clinic: int
    shown: str
    content: dict[str, Any]


def canonical(content: object) -> str:
    """Write JSON in the one way that is sealed."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(content: dict[str, Any]) -> str:
    """Give the SHA-256 (hex) of the decision's content."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def about(line: RenewalLine) -> Any:
    """Give what a decision is about, as the request holds it."""
    return line.prescription or line.name


def seal(sealed: Sealed) -> str:
    """Sign with the newest key. Raises NotKeys when the service has none."""
    return sign(asdict(sealed))


def sign(content: dict[str, Any]) -> str:
    """Sign JSON with the newest key. Raises NotKeys."""
    name, key = settings.DECISION_KEYS.signs
    header = {"alg": ALGORITHM, "kid": name}
    return jws.serialize_compact(header, canonical(content).encode(), key)


def opened(signature: str) -> dict[str, Any]:
    """Give the JSON that one of our keys has signed. Raises JoseError, ValueError, TypeError, KeyError."""
    found = jws.extract_compact(signature.encode())
    if found.headers().get("alg") != ALGORITHM:
        raise ValueError("another algorithm")
    key = settings.DECISION_KEYS.keys[found.headers()["kid"]]
    return dict(json.loads(jws.deserialize_compact(signature, key, algorithms=[ALGORITHM]).payload))


def faults() -> Iterator[tuple[str, str]]:
    """Look at every decision there is; gives (its id, what is wrong) of those that are not as sealed.

    For the worker's role or the owner, who see all rows.
    """
    rows = Decision.objects.select_related("line", "decided_by").order_by("decided_at", "id")
    for row in rows.iterator(chunk_size=500):
        wrong = fault_of(row)
        if wrong:
            yield str(row.pk), wrong


def fault_of(row: Decision) -> str:
    """Say what is wrong with a decision's row; "" when it is as it was sealed."""
    if not row.signature:
        return "it has no seal"
    try:
        said = Sealed(**opened(row.signature))
    except (JoseError, ValueError, TypeError, KeyError):
        return "its seal is not ours"
    different = [name for name, (sealed, stands) in _compared(said, row).items() if sealed != stands]
    return f"changed since: {', '.join(different)}" if different else ""


def _compared(said: Sealed, row: Decision) -> dict[str, tuple[object, object]]:
    decision, line = said.content["decision"], row.line
    event, changed = EVENTS[row.outcome]
    return {
        "id": (said.id, str(row.pk)),
        "request": (said.request, str(line.request_id)),
        "patient": ((said.patient, said.patient), (row.patient_id, line.patient_id)),
        "clinic": ((said.clinic, said.clinic), (row.clinic_id, line.clinic_id)),
        "medicine": (said.content["line"], str(row.line_id)),
        "prescription before": (said.content["about"], about(line)),
        "outcome": ((decision["event"], decision["changed"]), (event.value, changed)),
        "reason": (decision["reason"], row.reason),
        "text": (decision["text"], row.text),
        "prescription": (decision["new"] or {}, row.prescription),
        "prescriber": (said.content["by"][0], row.decided_by.hsa_id),
        "time": (datetime.fromisoformat(said.content["at"]), row.decided_at),
        "checks": (said.content.get("checks", []), row.checks),
        "next step": (said.content.get("next_step", row.next_step), row.next_step),
        "times": (decision.get("times", []), row.times),
        "digest": (digest_of(said.content), row.digest),
    }
