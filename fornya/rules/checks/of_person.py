"""Checks of the person: what the clinic's record says, and their age. What nobody has looked up is not run.

Source: monitoring.py; product information and the National Board of Health's indicators, as in
tables/checks.toml; "seen within the last year" in clinics' published rules.
Reviewed: 2026-11-23
"""

from datetime import date
from typing import Any

from fornya.rules.checks.case import Case
from fornya.rules.checks.shape import Said, Why, fine, not_run, stop, warn
from fornya.rules.checks.tables import (
    ADULT_FROM,
    ALLERGENS,
    FERTILE,
    IN_PREGNANCY,
    KIDNEY,
    OLD,
    PREVENTION,
    RECORD_MONTHS,
    begins,
)
from fornya.rules.monitoring import Caution, DueStatus, review
from fornya.rules.months import add_months


def visit(case: Case) -> Said:
    """Look at when the clinic last saw the person."""
    on = case.record.last_visit_on
    if on is None or on > case.today:
        return not_run(Why.NOT_IN_RECORD)
    return (
        fine(Why.SEEN, on=on.isoformat())
        if _is_fresh(on, case.today)
        else warn(Why.NOT_SEEN, on=on.isoformat())
    )


def monitoring(case: Case) -> Said:
    """Look at whether the checks that the treatment needs are in date."""
    if case.asked is None:
        return not_run(Why.NO_ATC)
    due = review(case.monitoring_group, case.record.last_check_on, case.today)
    values: dict[str, Any] = {"checks": [check.check.value for check in due.checks], "months": due.months}
    if due.status is DueStatus.NOT_MONITORED:
        return fine(Why.NOT_MONITORED)
    if due.status is DueStatus.UNKNOWN or case.record.last_check_on is None:
        return not_run(Why.NOT_IN_RECORD, **values)
    values["on"] = case.record.last_check_on.isoformat()
    if due.status is DueStatus.DUE:
        return warn(Why.OVERDUE, **values)
    if Caution.SPECIALIST in due.cautions:
        return warn(Why.SPECIALIST, **values)
    return fine(Why.DUE_SOON if due.status is DueStatus.SOON else Why.MONITORED, **values)


def allergy(case: Case) -> Said:
    """Compare the record's allergies with the medicine; words not understood are for the prescriber."""
    if case.record.allergies is None:
        return not_run(Why.NOT_IN_RECORD)
    if not case.record.allergies:
        return fine(Why.NO_ALLERGY)
    words = "; ".join(case.record.allergies)
    if any(_is_about(each.lower(), case) for each in case.record.allergies):
        return stop(Why.ALLERGIC, words=words)
    return warn(Why.OTHER_ALLERGY, words=words)


def _is_about(words: str, case: Case) -> bool:
    named = [case.name.lower().split(" ")[0], (case.asked.substance if case.asked else "").lower()]
    if any(name and name in words for name in named):
        return True
    spoken = words.replace(",", " ").split()
    return any(
        begins(case.atc or "", group.atc)
        and any(word in spoken or (len(word) > 3 and word in words) for word in group.words)
        for group in ALLERGENS
    )


def kidney(case: Case) -> Said:
    """Compare the latest eGFR with the medicine's limits."""
    if case.atc is None:
        return not_run(Why.NO_ATC)
    limit = next((row for row in KIDNEY if begins(case.atc, row.atc)), None)
    if limit is None:
        return fine(Why.NOT_CONCERNED)
    egfr, on = case.record.egfr, case.record.egfr_on
    if egfr is None or on is None or on > case.today:
        return not_run(Why.NOT_IN_RECORD)
    values = {"egfr": egfr, "on": on.isoformat(), "limit": limit.warn}
    if not _is_fresh(on, case.today):
        return not_run(Why.RECORD_TOO_OLD, **values)
    if egfr < limit.stop:
        return stop(Why.KIDNEY_LOW, **values | {"limit": limit.stop})
    return warn(Why.KIDNEY_LOW, **values) if egfr < limit.warn else fine(Why.KIDNEY_FINE, **values)


def pregnancy(case: Case) -> Said:
    """Ask about pregnancy where the medicine and the person's age and registered sex make it matter."""
    if case.atc is None:
        return not_run(Why.NO_ATC)
    needs_programme = begins(case.atc, PREVENTION)
    concerns = needs_programme or begins(case.atc, IN_PREGNANCY)
    if not (concerns and case.is_woman and case.age in FERTILE):
        return fine(Why.NOT_CONCERNED)
    if case.record.pregnant is None:
        return not_run(Why.NOT_IN_RECORD)
    if case.record.pregnant:
        return stop(Why.PREGNANT)
    return warn(Why.PREVENTION) if needs_programme else fine(Why.NOT_PREGNANT)


def age(case: Case) -> Said:
    """Look at whether the person is a child, or old for the medicine."""
    if case.age < ADULT_FROM:
        return warn(Why.CHILD, age=case.age)
    if case.atc is None:
        return not_run(Why.NO_ATC)
    limit = next((row.since for row in OLD if begins(case.atc, row.atc) and case.age >= row.since), None)
    return warn(Why.OLD_FOR_IT, age=case.age, limit=limit) if limit else fine(Why.AGE_FINE, age=case.age)


def dose_dispensed(case: Case) -> Said:
    """Look at whether the person gets the medicine in dose bags, which stop before the prescription does."""
    if case.record.in_bags is None:
        return not_run(Why.NOT_IN_RECORD)
    if not case.record.in_bags:
        return fine(Why.NOT_DISPENSED_IN_BAGS)
    stops = case.record.bags_stop_on
    return stop(Why.BAGS_STOP, on=stops.isoformat()) if stops else stop(Why.DISPENSED_IN_BAGS)


def _is_fresh(on: date, today: date) -> bool:
    return add_months(on, RECORD_MONTHS) >= today
