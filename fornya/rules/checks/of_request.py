"""Checks of what was asked: the prescription in the store, the patient's answers, the clinic's policy.

Source: förordning (2002:687) 11 § (a renewal is a new prescription); the clinic's own policy; the Medical
Products Agency's lists II-V; tables/checks.toml.
Reviewed: 2026-11-23
"""

from fornya.rules.checks.case import Case
from fornya.rules.checks.shape import Said, Why, fine, not_run, stop, warn
from fornya.rules.checks.tables import HABIT_FORMING, begins
from fornya.rules.renewal_policy import REFUSED, Outcome
from fornya.rules.withdrawals import CANNOT_BE_COLLECTED, ENDED_BY_PRESCRIBER, StoreStatus


def prescription(case: Case) -> Said:
    """Compare what the patient saw with what the store has now."""
    if case.asked is None:
        return stop(Why.WRITTEN_BY_HAND)
    if case.medicines is None:
        return not_run(Why.STORE_DOWN)
    this = case.medicines.this
    if this is None:
        return not_run(Why.STORE_HIDES) if case.medicines.hides else stop(Why.GONE)
    status = StoreStatus(this.status)
    if status in ENDED_BY_PRESCRIBER:
        return stop(Why.ENDED)
    if status in CANNOT_BE_COLLECTED:
        return stop(Why.ON_HOLD)
    return fine(Why.AS_SHOWN) if this.version == case.asked.version else warn(Why.CHANGED_SINCE)


def answers(case: Case) -> Said:
    """Look at the three answers, and whether the patient has written something of their own."""
    asked = [case.answers.get(name, "") for name in ("works", "side_effects", "as_prescribed")]
    works, side_effects, as_prescribed = asked
    found = {
        Why.SIDE_EFFECTS: side_effects == "yes",
        Why.WORKS_BADLY: works == "no",
        Why.TAKES_OTHERWISE: as_prescribed == "no",
        Why.UNSURE: "unknown" in asked,
        Why.WRITES: bool(case.answers.get("note") or case.message),
    }
    why = tuple(each for each, is_so in found.items() if is_so)
    if why:
        return warn(*why)
    return fine(Why.ANSWERS_WELL) if all(asked) else not_run(Why.NOT_ANSWERED)


def policy(case: Case) -> Said:
    """Ask the clinic's policy as it is today."""
    if case.atc is None and case.narcotic_class is None:
        return not_run(Why.NO_ATC)
    if case.policy in REFUSED:
        return stop(Why.POLICY_REFUSES)
    return fine(Why.POLICY_ALLOWS) if case.policy is Outcome.ALLOW else warn(Why.POLICY_REVIEW)


def controlled(case: Case) -> Said:
    """Look at the list that the medicine is on, and at groups that are habit-forming on no list."""
    if case.narcotic_class:
        return warn(Why.CONTROLLED, list=case.narcotic_class)
    if case.atc is None:
        return not_run(Why.NO_ATC)
    return warn(Why.HABIT_FORMING) if begins(case.atc, HABIT_FORMING) else fine(Why.NOT_CONTROLLED)
