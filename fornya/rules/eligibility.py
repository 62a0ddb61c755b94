"""May this prescription be asked for here, today: every reason against, and what to tell where there is none.

Only what the clinic cannot take online is a reason. All reasons come, in a fixed order, never the first only,
so that a person who puts one right does not meet the next.

Source: health centres' published renewal rules; lag (2018:1212) for whose prescriptions they are;
förordning (2002:687) 2 § and 11 §; tables/renewal_policy.toml.
Reviewed: 2026-11-23
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from fornya.rules.dated import read_table
from fornya.rules.withdrawals import CANNOT_BE_COLLECTED, ENDED_BY_PRESCRIBER, StoreStatus

FULL_ATC_LENGTH = 7
ANTIBIOTICS = "J01"


class Outcome(StrEnum):
    """What a clinic does with a request for a medicine."""

    ALLOW = "allow"
    ALLOW_WITH_REVIEW = "allow_with_review"
    VISIT_REQUIRED = "visit_required"
    NOT_OFFERED = "not_offered"


class Reason(StrEnum):
    """Why a prescription cannot be asked for here, in the order they are told."""

    CLINIC_DOES_NOT_RENEW = "clinic_does_not_renew"
    PRESCRIBED_ELSEWHERE = "prescribed_elsewhere"
    ALREADY_ASKED = "already_asked"
    ENDED_BY_PRESCRIBER = "ended_by_prescriber"
    BLOCKED = "blocked"
    ENDED_LONG_AGO = "ended_long_ago"
    DOSE_DISPENSED = "dose_dispensed"
    SUPPLY = "supply"
    NARCOTIC = "narcotic"
    ANTIBIOTIC = "antibiotic"
    VISIT_REQUIRED = "visit_required"
    NOT_OFFERED_HERE = "not_offered_here"


class Note(StrEnum):
    """What to tell about a prescription that may be asked for, in the order it is told."""

    EXPIRED = "expired"
    MANY_LEFT = "many_left"
    EARLY = "early"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True)
class PolicyRule:
    """One row of a clinic's policy: for narcotics, for an ATC group, for both, or (neither) for all."""

    outcome: Outcome
    atc_prefix: str | None = None
    narcotic: bool = False


@dataclass(frozen=True)
class ClinicPolicy:
    """What a clinic renews online; its own rules stand before the default ones: of equals the first wins."""

    clinic_hsa_id: str
    renews_online: bool
    rules: tuple[PolicyRule, ...]
    accepts_other_clinics: bool = False


@dataclass(frozen=True)
class PrescriptionFacts:
    """What must be known about a prescription; None where the source does not say."""

    atc: str | None
    narcotic_class: str | None
    special_medicine: bool
    dose_dispensed: bool
    status: str
    valid_until: date
    withdrawals_left: int | None
    clinic_hsa_id: str | None
    has_open_request: bool
    is_supply: bool


@dataclass(frozen=True)
class Verdict:
    """The answer: may it be asked for, why not, and what to tell."""

    may_ask: bool
    reasons: tuple[Reason, ...]
    notes: tuple[Note, ...]


def default_rules() -> tuple[PolicyRule, ...]:
    """Return the policy of a clinic that has none of its own."""
    return _DEFAULT_RULES


def assess(facts: PrescriptionFacts, policy: ClinicPolicy, *, today: date) -> Verdict:
    """Return whether the prescription may be asked for at the clinic today, with all reasons and notes."""
    outcome = outcome_for(facts, policy.rules)
    against = {
        **_reasons_of_clinic(facts, policy),
        **_reasons_of_prescription(facts, today),
        **_reasons_of_medicine(facts, outcome),
    }
    reasons = tuple(reason for reason in Reason if against[reason])
    return Verdict(not reasons, reasons, _notes(facts, outcome, today))


def outcome_for(facts: PrescriptionFacts, rules: tuple[PolicyRule, ...]) -> Outcome:
    """Return what the most specific matching rule says; a closer look when no rule matches.

    A full seven-character ATC code goes before a rule for narcotics, that before any shorter prefix.
    """
    matching = [rule for rule in rules if _matches(rule, facts)]
    if not matching:
        return Outcome.ALLOW_WITH_REVIEW
    return max(matching, key=_specificity).outcome


def _reasons_of_clinic(facts: PrescriptionFacts, policy: ClinicPolicy) -> dict[Reason, bool]:
    return {
        # The clinic has chosen not to offer the service; its phone is the way.
        Reason.CLINIC_DOES_NOT_RENEW: not policy.renews_online,
        # Clinics answer for what they prescribed; an unknown clinic is for the prescriber to judge.
        Reason.PRESCRIBED_ELSEWHERE: not policy.accepts_other_clinics
        and facts.clinic_hsa_id not in (None, policy.clinic_hsa_id),
        # One open request per patient and prescription, so that two prescribers do not renew the same.
        Reason.ALREADY_ASKED: facts.has_open_request,
    }


def _reasons_of_prescription(facts: PrescriptionFacts, today: date) -> dict[Reason, bool]:
    status = StoreStatus(facts.status)
    long_ago = today - timedelta(days=_ASKABLE_DAYS_AFTER_END)
    return {
        # Stopped or revoked: a prescriber has decided against it, and a renewal would undo that unseen.
        Reason.ENDED_BY_PRESCRIBER: status in ENDED_BY_PRESCRIBER,
        # On hold, or in a state this service does not know: nothing can be said about it.
        Reason.BLOCKED: status in CANNOT_BE_COLLECTED,
        # "Seen within the last year" and "standing treatment only" in clinics' published rules.
        Reason.ENDED_LONG_AGO: facts.valid_until < long_ago,
        # Dose bags are ordered in a system of their own, with a stop time weeks before the last day.
        Reason.DOSE_DISPENSED: facts.dose_dispensed,
        # Aids and consumables are on a card of their own, not on a prescription.
        Reason.SUPPLY: facts.is_supply,
    }


def _reasons_of_medicine(facts: PrescriptionFacts, outcome: Outcome) -> dict[Reason, bool]:
    is_refused = outcome in (Outcome.VISIT_REQUIRED, Outcome.NOT_OFFERED)
    is_narcotic = facts.narcotic_class is not None
    is_antibiotic = (facts.atc or "").startswith(ANTIBIOTICS)
    return {
        # Habit-forming medicines: never, or only at a visit, in every published policy we read.
        Reason.NARCOTIC: is_refused and is_narcotic,
        # A new infection is a new assessment.
        Reason.ANTIBIOTIC: is_refused and is_antibiotic,
        # The clinic wants to see the patient first.
        Reason.VISIT_REQUIRED: outcome is Outcome.VISIT_REQUIRED,
        # The clinic has left it out; said only where no plainer reason is.
        Reason.NOT_OFFERED_HERE: outcome is Outcome.NOT_OFFERED and not (is_narcotic or is_antibiotic),
    }


def _notes(facts: PrescriptionFacts, outcome: Outcome, today: date) -> tuple[Note, ...]:
    left = facts.withdrawals_left or 0
    needs_review = (
        outcome is Outcome.ALLOW_WITH_REVIEW
        or facts.special_medicine
        or facts.narcotic_class is not None
        or facts.atc is None
        or facts.clinic_hsa_id is None
    )
    told = {
        # A prescription cannot be extended, but a new one may follow it (11 §).
        Note.EXPIRED: facts.valid_until < today,
        Note.MANY_LEFT: left >= _MANY_LEFT,
        # Not prescribed anew while valid if the only gain is better terms (2 § second paragraph).
        Note.EARLY: left > 0 and facts.valid_until - today > timedelta(days=_EARLY_DAYS),
        Note.NEEDS_REVIEW: needs_review,
    }
    return tuple(note for note in Note if told[note])


def _matches(rule: PolicyRule, facts: PrescriptionFacts) -> bool:
    if rule.narcotic and facts.narcotic_class is None:
        return False
    return rule.atc_prefix is None or (facts.atc or "").startswith(rule.atc_prefix)


def _specificity(rule: PolicyRule) -> tuple[bool, bool, int]:
    length = len(rule.atc_prefix or "")
    return length >= FULL_ATC_LENGTH, rule.narcotic, length


def _rule(row: dict[str, Any]) -> PolicyRule:
    return PolicyRule(Outcome(row["outcome"]), row.get("atc_prefix"), row.get("narcotic", False))


_TABLE = read_table("renewal_policy")
_DEFAULT_RULES = tuple(_rule(row) for row in _TABLE["rule"])
_ASKABLE_DAYS_AFTER_END: int = _TABLE["askable_days_after_end"]
_MANY_LEFT: int = _TABLE["many_left"]
_EARLY_DAYS: int = _TABLE["early_days"]
