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

from fornya.rules.dated import read_table
from fornya.rules.policy_levels import DecidedRule, Ruling, ruling
from fornya.rules.renewal_policy import REFUSED, Outcome, PolicyRule
from fornya.rules.withdrawals import CANNOT_BE_COLLECTED, ENDED_BY_PRESCRIBER, StoreStatus

ANTIBIOTICS = "J01"


class Reason(StrEnum):
    """Why a prescription cannot be asked for here, in the order they are told."""

    CLINIC_DOES_NOT_RENEW = "clinic_does_not_renew"
    PRESCRIBED_ELSEWHERE = "prescribed_elsewhere"
    ALREADY_ASKED = "already_asked"
    ENDED_BY_PRESCRIBER = "ended_by_prescriber"
    BLOCKED = "blocked"
    ENDED_LONG_AGO = "ended_long_ago"
    DOSE_DISPENSED = "dose_dispensed"
    NARCOTIC = "narcotic"
    ANTIBIOTIC = "antibiotic"
    VISIT_REQUIRED = "visit_required"
    NOT_OFFERED_HERE = "not_offered_here"


# Those that the clinic's policy gives, and may have words of its own for.
BY_POLICY = frozenset({Reason.NARCOTIC, Reason.ANTIBIOTIC, Reason.VISIT_REQUIRED, Reason.NOT_OFFERED_HERE})


# Each reason with whether it holds, in the order they are told.
Against = tuple[tuple[Reason, bool], ...]


class Note(StrEnum):
    """What to tell about a prescription that may be asked for, in the order it is told."""

    EXPIRED = "expired"
    MANY_LEFT = "many_left"
    EARLY = "early"
    NEEDS_REVIEW = "needs_review"


@dataclass(frozen=True)
class ClinicPolicy:
    """What a clinic renews online; its own rules stand before the default ones: of equals the first wins.

    `decided` are its region's rules and the country's, with those that were and those to come.
    """

    clinic_hsa_id: str
    renews_online: bool
    rules: tuple[PolicyRule, ...]
    accepts_other_clinics: bool = False
    decided: tuple[DecidedRule, ...] = ()

    def ruling(self, *, atc: str | None, narcotic_class: str | None, day: date) -> Ruling:
        """Return what is done with a request for such a medicine on a day, and whose rule says so."""
        return ruling(self.rules, self.decided, atc=atc, narcotic_class=narcotic_class, day=day)


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
    is_aid: bool


@dataclass(frozen=True)
class Verdict:
    """The answer: may it be asked for, why not, what to tell, and the words of whoever decided a no."""

    may_ask: bool
    reasons: tuple[Reason, ...]
    notes: tuple[Note, ...]
    text: str = ""
    text_simple: str = ""


def assess(facts: PrescriptionFacts, policy: ClinicPolicy, *, today: date) -> Verdict:
    """Return whether the prescription may be asked for at the clinic today, with all reasons and notes."""
    said = policy.ruling(atc=facts.atc, narcotic_class=facts.narcotic_class, day=today)
    outcome = said.outcome
    against = (
        *_reasons_of_clinic(facts, policy),
        *_reasons_of_prescription(facts, today),
        *_reasons_of_medicine(outcome, facts.atc, facts.narcotic_class),
    )
    reasons = tuple(reason for reason, holds in against if holds)
    words = (said.rule.text, said.rule.text_simple) if said.rule and outcome in REFUSED else ("", "")
    return Verdict(not reasons, reasons, _notes(facts, outcome, today), *words)


def reasons_by_policy(outcome: Outcome, *, atc: str | None, narcotic_class: str | None) -> tuple[Reason, ...]:
    """Return the reasons that the policy alone gives for such a medicine, in the order they are told."""
    against = _reasons_of_medicine(outcome, atc, narcotic_class)
    return tuple(reason for reason, holds in against if holds)


def _reasons_of_clinic(facts: PrescriptionFacts, policy: ClinicPolicy) -> Against:
    is_elsewhere = facts.clinic_hsa_id not in (None, policy.clinic_hsa_id)
    return (
        # The clinic has chosen not to offer the service; its phone is the way.
        (Reason.CLINIC_DOES_NOT_RENEW, not policy.renews_online),
        # Clinics answer for what they prescribed; an unknown clinic is for the prescriber to judge.
        (Reason.PRESCRIBED_ELSEWHERE, is_elsewhere and not policy.accepts_other_clinics),
        # One open request per patient and prescription, so that two prescribers do not renew the same.
        (Reason.ALREADY_ASKED, facts.has_open_request),
    )


def _reasons_of_prescription(facts: PrescriptionFacts, today: date) -> Against:
    status = StoreStatus(facts.status)
    long_ago = today - timedelta(days=_ASKABLE_DAYS_AFTER_END)
    return (
        # Stopped or revoked: a prescriber has decided against it, and a renewal would undo that unseen.
        (Reason.ENDED_BY_PRESCRIBER, status in ENDED_BY_PRESCRIBER),
        # On hold, or in a state this service does not know: nothing can be said about it.
        (Reason.BLOCKED, status in CANNOT_BE_COLLECTED),
        # "Seen within the last year" and "standing treatment only" in clinics' published rules.
        (Reason.ENDED_LONG_AGO, facts.valid_until < long_ago),
        # Dose bags are ordered in a system of their own, with a stop time weeks before the last day.
        (Reason.DOSE_DISPENSED, facts.dose_dispensed),
    )


def _reasons_of_medicine(outcome: Outcome, atc: str | None, narcotic_class: str | None) -> Against:
    is_refused = outcome in REFUSED
    is_narcotic = narcotic_class is not None
    is_antibiotic = (atc or "").startswith(ANTIBIOTICS)
    return (
        # Habit-forming medicines: never, or only at a visit, in every published policy we read.
        (Reason.NARCOTIC, is_refused and is_narcotic),
        # A new infection is a new assessment.
        (Reason.ANTIBIOTIC, is_refused and is_antibiotic),
        # The clinic wants to see the patient first.
        (Reason.VISIT_REQUIRED, outcome is Outcome.VISIT_REQUIRED),
        # The clinic has left it out; said only where no plainer reason is.
        (Reason.NOT_OFFERED_HERE, outcome is Outcome.NOT_OFFERED and not (is_narcotic or is_antibiotic)),
    )


def _notes(facts: PrescriptionFacts, outcome: Outcome, today: date) -> tuple[Note, ...]:
    left = facts.withdrawals_left or 0
    # An aid has no ATC code, and the clinic's rules are about medicines.
    unknown = not facts.is_aid and (outcome is Outcome.ALLOW_WITH_REVIEW or facts.atc is None)
    needs_review = (
        unknown or facts.special_medicine or facts.narcotic_class is not None or facts.clinic_hsa_id is None
    )
    told = (
        # A prescription cannot be extended, but a new one may follow it (11 §).
        (Note.EXPIRED, facts.valid_until < today),
        (Note.MANY_LEFT, left >= _MANY_LEFT),
        # Not prescribed anew while valid if the only gain is better terms (2 § second paragraph).
        (Note.EARLY, left > 0 and facts.valid_until - today > timedelta(days=_EARLY_DAYS)),
        (Note.NEEDS_REVIEW, needs_review),
    )
    return tuple(note for note, holds in told if holds)


_TABLE = read_table("renewal_policy")
_ASKABLE_DAYS_AFTER_END: int = _TABLE["askable_days_after_end"]
_MANY_LEFT: int = _TABLE["many_left"]
_EARLY_DAYS: int = _TABLE["early_days"]
