"""What the support desk does with cases: reads those that wait, and says which are answered."""

from collections.abc import Iterable
from datetime import datetime

from fornya.support.models import Case


class NoSuchCase(LookupError):
    """No case that waits has this reference."""


def waiting() -> Iterable[Case]:
    """Give the cases nobody has answered, the oldest first."""
    return Case.objects.filter(answered_at=None).order_by("sent_at")


def mark_answered(reference: str, *, now: datetime) -> None:
    """Say that a case is answered; raises NoSuchCase."""
    if not Case.objects.filter(reference=reference, answered_at=None).update(answered_at=now):
        raise NoSuchCase(reference)
