"""*Markera granskad*: keeps what a reviewer says of a case, with the rows that it was about."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from fornya.audit.scope import opened_log
from fornya.log_review.models import Mark, Outcome
from fornya.log_review.month import Item, within
from fornya.log_review.months import keep_seen
from fornya.people.session import SignedInStaff

LONGEST = 1000


class NoSuchCase(LookupError):
    """The month holds no such case."""


class OnesOwn(PermissionError):
    """Nobody reviews what they have done themselves."""


class WordsMissing(ValueError):
    """What is to be followed up has to be said in words."""


class AlreadyMarked(Exception):
    """Somebody has said something of the case already."""


def mark(
    *,
    clinic_id: int,
    month: date,
    key: str,
    outcome: Outcome,
    words: str,
    by: SignedInStaff,
    now: datetime,
) -> None:
    """Keep it, and log it. Raises NoSuchCase, OnesOwn, WordsMissing, AlreadyMarked."""
    if outcome is Outcome.FOLLOW_UP and not words.strip():
        raise WordsMissing
    with opened_log(by=by.actor, what="log.reviewed", now=now, clinic_id=clinic_id, subject=key):
        found = within(clinic_id=clinic_id, month=month, reviewer=by.staff_id, now=now)
        item = next((each for each in found.items if each.key == key), None)
        if item is None:
            raise NoSuchCase(key)
        if item.is_own:
            raise OnesOwn(key)
        _write(item, clinic_id, month, outcome, words.strip()[:LONGEST], by, now)
        if found.is_over:
            left = found.left - (item.said is None)
            keep_seen(
                clinic_id=clinic_id, month=month, cases=len(found.items), left=left, by=by.actor, now=now
            )


def _write(
    item: Item, clinic_id: int, month: date, outcome: Outcome, words: str, by: SignedInStaff, now: datetime
) -> None:
    row = Mark(
        clinic_id=clinic_id,
        month=month,
        case=item.key,
        criterion=item.criterion or "",
        reader_id=item.reader,
        rows=[each.id for each in item.rows],
        outcome=outcome.value,
        words=words,
        reviewed_at=now,
        reviewed_by_id=by.staff_id,
        reviewed_by=by.name,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        if "case_is_marked_once" in str(error):
            raise AlreadyMarked(item.key) from error
        raise
