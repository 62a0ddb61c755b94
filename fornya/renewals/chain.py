"""The chain of each clinic's seals: the handler of the outbox topic `renewal.chain`, and the look along it.

A seal tells that a decision was changed, and nothing of one that is gone. The worker therefore gives each
decision a place behind the one before, seconds after it was signed: nobody who signs waits for anybody else.
"""

import hashlib
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from joserfc.errors import JoseError

from fornya.renewals.models import Decision, SealLink
from fornya.renewals.seal import opened, sign

# The night's work links what was left over: from then on a decision without a place is one too many.
LINKED_WITHIN = timedelta(days=2)

log = structlog.get_logger("fornya.renewals")


class DecisionGone(LookupError):
    """A decision that was signed is not there any more, before it had its place."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a clinic's chain, as it is kept elsewhere to be compared with later."""

    clinic: str
    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.clinic} {self.number} {self.digest}"


def link(*, subject: str, attempt: int, now: datetime) -> None:
    """Give a decision its place, once. Raises DecisionGone, which stands among the stuck deliveries."""
    row = Decision.objects.filter(pk=uuid.UUID(subject)).select_related("clinic").first()
    if row is None:
        log.error("decision_gone", decision=subject)
        raise DecisionGone(subject)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"seals:{row.clinic_id}"]
            )
        if SealLink.objects.filter(decision_id=row.pk).exists():
            return
        last = SealLink.objects.filter(clinic_id=row.clinic_id).order_by("-number").first()
        made = _made(row, last, now)
        made.save(force_insert=True)
    # Whoever gathers the logs elsewhere has the chain's end there too.
    head = Head(row.clinic.hsa_id, made.number, digest_of_link(made))
    log.info("decision_linked", clinic=head.clinic, number=head.number, head=head.digest)


def link_the_rest(*, now: datetime) -> int:
    """Link the decisions that have no place yet, oldest first; gives how many."""
    linked = SealLink.objects.filter(decision_id=OuterRef("pk"))
    rows = Decision.objects.filter(~Exists(linked)).exclude(signature="").order_by("decided_at", "pk")
    left = list(rows.values_list("pk", flat=True))
    for decision_id in left:
        link(subject=str(decision_id), attempt=1, now=now)
    return len(left)


def breaks(*, now: datetime, known: Iterable[Head] = ()) -> Iterator[tuple[str, str]]:
    """Walk along every chain; gives (clinic's HSA-id, what is wrong). For the worker's role or the owner.

    `known` are ends that were kept elsewhere: each has to be in its chain still.
    """
    seals = dict(Decision.objects.values_list("pk", "signature"))
    ends: dict[str, dict[int, str]] = {}
    before = None
    links = SealLink.objects.select_related("clinic").order_by("clinic_id", "number")
    for row in links.iterator(chunk_size=500):
        if before is not None and before.clinic_id != row.clinic_id:
            before = None
        for wrong in _wrong(row, before, seals.pop(row.decision_id, None)):
            yield row.clinic.hsa_id, f"{row.number}: {wrong}"
        ends.setdefault(row.clinic.hsa_id, {})[row.number] = digest_of_link(row)
        before = row
    old = Decision.objects.filter(pk__in=seals, decided_at__lt=now - LINKED_WITHIN).exclude(signature="")
    for hsa_id, decision_id in old.values_list("clinic__hsa_id", "pk"):
        yield hsa_id, f"decision {decision_id} has no place in the chain"
    for head in known:
        if ends.get(head.clinic, {}).get(head.number) != head.digest:
            yield head.clinic, f"{head.number}: it is not the link that was kept"


def heads() -> list[Head]:
    """Give the end of every clinic's chain, to be kept elsewhere."""
    last = SealLink.objects.select_related("clinic").order_by("clinic_id", "-number").distinct("clinic_id")
    return [Head(row.clinic.hsa_id, row.number, digest_of_link(row)) for row in last]


def read_heads(text: str) -> list[Head]:
    """Read ends as they were written. Raises ValueError."""
    rows = [line.split() for line in text.splitlines() if line.strip()]
    return [Head(clinic, int(number), digest) for clinic, number, digest in rows]


def digest_of_link(row: SealLink) -> str:
    """Give the hash by which the next link names this one."""
    return _hash(row.signature)


def _made(row: Decision, last: SealLink | None, now: datetime) -> SealLink:
    made = SealLink(
        clinic_id=row.clinic_id,
        number=last.number + 1 if last else 1,
        decision_id=row.pk,
        sealed=_hash(row.signature),
        previous=digest_of_link(last) if last else "",
        linked_at=now,
    )
    made.signature = sign(_content(made))
    return made


def _content(row: SealLink) -> dict[str, object]:
    return {
        "clinic": row.clinic_id,
        "number": row.number,
        "decision": str(row.decision_id),
        "sealed": row.sealed,
        "previous": row.previous,
    }


def _wrong(row: SealLink, before: SealLink | None, seal: str | None) -> Iterator[str]:
    try:
        said = opened(row.signature)
    except (JoseError, ValueError, TypeError, KeyError):
        said = {}
    if said != _content(row):
        yield "its link is not ours"
    if row.number != (before.number + 1 if before else 1):
        yield "links before it are gone"
    if row.previous != (digest_of_link(before) if before else ""):
        yield "it does not follow the one before"
    if seal is None:
        yield f"decision {row.decision_id} is gone"
    elif _hash(seal) != row.sealed:
        yield f"decision {row.decision_id} has another seal"


def _hash(signature: str) -> str:
    return hashlib.sha256(signature.encode()).hexdigest()
