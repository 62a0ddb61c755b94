"""Rules for what is renewed online in a region, or in the whole country: one proposes, another decides.

The rows are their own log. The database holds to it whoever asks (migration 0013): two people, one verdict,
and what is decided stays; a rule ends by a new version that ends it, from a later day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fornya.audit.scope import Actor, opened_region
from fornya.clinics.decided_rules import controlled_of, decided_of
from fornya.clinics.region.change import Decider, changing, region_column
from fornya.clinics.rule_table import RuleVersion, Verdict
from fornya.clinics.settings.log import RegionPart
from fornya.rules.policy_levels import DecidedRule, in_force, newest
from fornya.rules.swedish_time import swedish_day

MOST_WAITING = 40


class NotToCome(ValueError):
    """A rule begins today or on a day to come: the day that was proposed has passed."""


class NoSuchVersion(LookupError):
    """No such rule is to be seen from here."""


class AlreadyDecided(Exception):
    """Somebody has given the verdict already."""


class FourEyes(PermissionError):
    """Nobody decides what they have proposed, or takes back what another has."""


class ReasonMissing(ValueError):
    """A no says why."""


class TooManyWaiting(Exception):
    """So many proposals wait that somebody has to decide some of them first."""


class Standing(StrEnum):
    """How a version stands on a day."""

    WAITS = "waits"
    HOLDS = "holds"
    TO_COME = "to_come"
    WAS = "was"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Version:
    """A rule as somebody proposed it, and what became of it."""

    id: int
    decided: DecidedRule
    is_example: bool
    proposed_at: datetime
    proposed_by: str
    proposed_by_hsa_id: str
    verdict: Verdict
    decided_at: datetime | None
    decided_by: str
    reason: str

    def is_of(self, hsa_id: str) -> bool:
        """Tell whether this person proposed it."""
        return self.proposed_by_hsa_id.upper() == hsa_id.upper()


def standings(found: Sequence[Version], today: date) -> dict[int, Standing]:
    """Tell by number how each version stands; `found` are all of one place, the latest first.

    One that another has replaced before it began, or whose group has been ended, counts among what was.
    """
    decided = [each.decided for each in reversed(found) if each.verdict is Verdict.APPROVED]
    holding = in_force(decided, today)
    return {each.id: _standing(each, decided, holding, today) for each in found}


def _standing(
    version: Version, decided: Sequence[DecidedRule], holding: Sequence[DecidedRule], today: date
) -> Standing:
    if version.verdict is not Verdict.APPROVED:
        return _BY_VERDICT[version.verdict]
    mine = version.decided
    # Two rows may say the same: which of them it is, is asked.
    if any(each is mine for each in holding):
        return Standing.HOLDS
    begins = mine.valid_from
    if begins > today and any(each is mine for each in newest(decided, begins)):
        return Standing.TO_COME
    return Standing.WAS


def versions(*, region_id: str, by: Actor, now: datetime) -> tuple[Version, ...]:
    """Give all that was ever proposed for a region, or for EVERYWHERE; the latest to begin first."""
    with opened_region(by=by, what="region.read", now=now, region=region_id, subject=f"{region_id} rules"):
        rows = RuleVersion.objects.filter(region_id=region_column(region_id))
        return tuple(_version(row) for row in rows.order_by("-valid_from", "-decided_at", "-id"))


def propose(*, wanted: DecidedRule, by: Decider, now: datetime) -> int:
    """Keep a proposal for somebody else to decide, and give its number.

    Raises NotToCome, TooManyWaiting.
    """
    if wanted.valid_from < swedish_day(now):
        raise NotToCome
    with changing(region_id=by.region_id, part=RegionPart.RULE, by=by.actor, now=now):
        waiting = RuleVersion.objects.filter(region_id=by.region, verdict=Verdict.WAITS.value)
        if waiting.count() >= MOST_WAITING:
            raise TooManyWaiting
        rule = wanted.rule
        row = RuleVersion.objects.create(
            region_id=by.region,
            atc_prefix=rule.atc_prefix or "",
            controlled=controlled_of(rule),
            outcome="" if wanted.ends else rule.outcome.value,
            name=rule.name,
            text="" if wanted.ends else rule.text,
            text_simple="" if wanted.ends else rule.text_simple,
            source=wanted.source,
            valid_from=wanted.valid_from,
            proposed_at=now,
            proposed_by=by.actor.name,
            proposed_by_hsa_id=by.hsa_id,
        )
    return int(row.pk)


def approve(*, number: int, by: Decider, now: datetime) -> None:
    """Let a rule of somebody else's hold from its day.

    Raises NoSuchVersion, AlreadyDecided, FourEyes, NotToCome.
    """
    _decide(number, Verdict.APPROVED, "", by, now)


def decline(*, number: int, reason: str, by: Decider, now: datetime) -> None:
    """Say no to what somebody else has proposed.

    Raises NoSuchVersion, AlreadyDecided, FourEyes, ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    _decide(number, Verdict.DECLINED, reason.strip(), by, now)


def withdraw(*, number: int, by: Decider, now: datetime) -> None:
    """Take back what one has proposed oneself. Raises NoSuchVersion, AlreadyDecided, FourEyes."""
    _decide(number, Verdict.WITHDRAWN, "", by, now)


_BY_VERDICT = {
    Verdict.WAITS: Standing.WAITS,
    Verdict.DECLINED: Standing.DECLINED,
    Verdict.WITHDRAWN: Standing.WITHDRAWN,
}


def _decide(number: int, verdict: Verdict, reason: str, by: Decider, now: datetime) -> None:
    with changing(region_id=by.region_id, part=RegionPart.RULE, by=by.actor, now=now):
        found = RuleVersion.objects.filter(region_id=by.region, pk=number)
        row = found.select_for_update().first()
        if row is None:
            raise NoSuchVersion(number)
        if row.verdict != Verdict.WAITS.value:
            raise AlreadyDecided
        if _version(row).is_of(by.hsa_id) is not (verdict is Verdict.WITHDRAWN):
            raise FourEyes
        if verdict is Verdict.APPROVED and row.valid_from < swedish_day(now):
            raise NotToCome
        row.verdict, row.decided_at, row.reason = verdict.value, now, reason
        row.decided_by, row.decided_by_hsa_id = by.actor.name, by.hsa_id
        row.save(update_fields=["verdict", "decided_at", "reason", "decided_by", "decided_by_hsa_id"])


def _version(row: RuleVersion) -> Version:
    return Version(
        id=row.pk,
        decided=decided_of(row),
        is_example=row.is_example,
        proposed_at=row.proposed_at,
        proposed_by=row.proposed_by,
        proposed_by_hsa_id=row.proposed_by_hsa_id,
        verdict=Verdict(row.verdict),
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        reason=row.reason,
    )
