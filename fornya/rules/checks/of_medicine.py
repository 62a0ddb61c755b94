"""Checks of the medicine: how it was collected, the dose, what else is in use, and the products themselves.

Source: definitions as in adherence.py, limits of early collection as in published calculators for
prescribers; tables/checks.toml; what the operator's source says of products.
Reviewed: 2026-11-23
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from fornya.rules.adherence import Fill, measure, usual_window
from fornya.rules.checks.case import Case, Pair, Prescribed, Products
from fornya.rules.checks.shape import Said, Why, fine, not_run, stop, warn
from fornya.rules.checks.tables import (
    EARLY_DAYS,
    EARLY_SHARE,
    LATE_SHARE,
    MOST_MG,
    PAIRS,
    PLENTY_DAYS,
)
from fornya.rules.monitoring import Caution, review

STRENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*(mg|mikrogram|g)")
IN_MG = {"mg": Decimal(1), "mikrogram": Decimal("0.001"), "g": Decimal(1000)}
SAME_KIND = 5  # the letters of a code that name a chemical group


def use(case: Case) -> Said:
    """Compare what was collected with the dose: ahead of it, behind it, or with much left to collect."""
    medicines = case.medicines
    if medicines is None:
        return not_run(Why.STORE_DOWN)
    if case.units_per_day is None:
        return not_run(Why.DOSE_UNCOUNTABLE)
    window = usual_window(medicines.fills, case.today)
    if window is None:
        return not_run(Why.NOTHING_COLLECTED)
    this = medicines.this
    found = measure(medicines.fills, window)
    values = {"covered": found.covered_days, "days": found.window_days}
    if this and this.left and this.valid_until - case.today > timedelta(days=PLENTY_DAYS):
        return warn(Why.PLENTY_LEFT, **values, left=this.left)
    inside = [fill for fill in medicines.fills if window.first <= fill[0] <= window.last]
    if _is_early(inside):
        return warn(Why.COLLECTED_EARLY, **values)
    return (
        warn(Why.COLLECTED_LATE, **values)
        if found.pdc < LATE_SHARE
        else fine(Why.COLLECTED_AS_DOSED, **values)
    )


def _is_early(fills: list[Fill]) -> bool:
    """Tell whether much of the earlier ones was left at the latest, whose own days are yet to come."""
    *before, latest = sorted(fills)
    if not before:
        return False
    supplied, passed = sum(days for _, days in before), (latest[0] - before[0][0]).days
    return supplied - passed > EARLY_DAYS and Fraction(supplied, passed or 1) > EARLY_SHARE


def dose(case: Case) -> Said:
    """Compare the prescribed dose with the highest daily one."""
    if case.asked is None or case.atc is None:
        return not_run(Why.NO_ATC)
    if Caution.WEEKLY_DOSE in review(case.monitoring_group, None, case.today).cautions:
        return warn(Why.WEEKLY_DOSE)
    strength = STRENGTH.fullmatch(case.asked.strength.strip().lower())
    if case.units_per_day is None or strength is None:
        return not_run(Why.DOSE_UNCOUNTABLE)
    most = MOST_MG.get(case.atc)
    if most is None:
        return not_run(Why.NO_DOSE_LIMIT)
    each = Decimal(strength[1].replace(",", ".")) * IN_MG[strength[2]]
    values = {"daily": _plain(each * case.units_per_day), "most": _plain(most)}
    return (
        fine(Why.DOSE_WITHIN, **values)
        if each * case.units_per_day <= most
        else stop(Why.DOSE_ABOVE, **values)
    )


def duplicate(case: Case) -> Said:
    """Look for another prescription in use of the same substance, or of the same kind."""
    missing = _missing(case)
    if missing or case.medicines is None or case.atc is None:
        return missing or not_run(Why.NO_ATC)
    found = {
        Why.SAME_SUBSTANCE: [other for other in case.medicines.others if other.atc == case.atc],
        Why.SAME_KIND: [
            other
            for other in case.medicines.others
            if other.atc != case.atc and (other.atc or "")[:SAME_KIND] == case.atc[:SAME_KIND]
        ],
    }
    for why, others in found.items():
        if others:
            return warn(why, other=others[0].name)
    return fine(Why.NO_OTHER_ALIKE, others=len(case.medicines.others))


def interaction(case: Case) -> Said:
    """Look for pairs with everything else in use: in our small table, and in the operator's source."""
    missing = _missing(case)
    if missing or case.medicines is None or case.atc is None:
        return missing or not_run(Why.NO_ATC)
    pairs = (*PAIRS, *(case.products.pairs if case.products else ()))
    found = sorted(
        ((pair, other) for other in case.medicines.others for pair in _between(pairs, case.atc, other)),
        key=lambda each: not each[0].stops,
    )
    if not found:
        return fine(Why.NO_INTERACTION, others=len(case.medicines.others), pairs=len(pairs))
    pair, other = found[0]
    said = stop if pair.stops else warn
    return said(Why.INTERACTS, other=other.name, effect=pair.effect, more=len(found) - 1)


def _between(pairs: tuple[Pair, ...], atc: str, other: Prescribed) -> Iterator[Pair]:
    for pair in pairs:
        both = (atc, other.atc or "")
        if any(a.startswith(pair.one) and b.startswith(pair.other) for a, b in (both, both[::-1])):
            yield pair


def _missing(case: Case) -> Said | None:
    """Say why the medicine cannot be compared with the others; None when it can."""
    if case.medicines is None:
        return not_run(Why.STORE_DOWN)
    if case.medicines.hides:
        return not_run(Why.STORE_HIDES)
    if case.atc is None:
        return not_run(Why.NO_ATC)
    unknown = next((other for other in case.medicines.others if not other.atc), None)
    return not_run(Why.OTHER_WITHOUT_ATC, other=unknown.name) if unknown else None


def shortage(case: Case) -> Said:
    """Ask the operator's source whether the product can be had."""
    missing, products = _products(case)
    if missing or products is None:
        return missing or not_run(Why.NO_PRODUCT_SOURCE)
    name = case.name.lower()
    if name not in products.short:
        return fine(Why.NO_SHORTAGE)
    back = products.short[name]
    return warn(Why.SHORTAGE, back=back.isoformat() if back else "")


def licence(case: Case) -> Said:
    """Ask the operator's source whether the product is sold on licence, and until when."""
    missing, products = _products(case)
    if missing or products is None:
        return missing or not_run(Why.NO_PRODUCT_SOURCE)
    until = products.licences.get(case.name.lower())
    if until is None:
        return fine(Why.NO_LICENCE)
    said, why = (warn, Why.ON_LICENCE) if until >= case.today else (stop, Why.LICENCE_OVER)
    return said(why, until=until.isoformat())


def _products(case: Case) -> tuple[Said | None, Products | None]:
    if case.products is None:
        return not_run(Why.NO_PRODUCT_SOURCE), None
    if case.products.holds_until < case.today:
        return not_run(Why.PRODUCT_SOURCE_OLD, until=case.products.holds_until.isoformat()), None
    return None, case.products


def _plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
