"""The fees of each region as the page, and the file beside it, tell them."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.cards import RegionFees
from fornya.design import formats
from fornya.rules.fees import FeeRule, Purpose, in_force_on


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region's fees in words; `cost` sorts the rows, dearest reason first."""

    code: str
    name: str
    cost: int | None
    amounts: tuple[str, ...]
    exempt: str
    counts: str
    valid_from: str
    source: str
    is_example: bool


def region_rows(today: date) -> list[RegionRow]:
    """Give every region's row, in the order of the regions' codes."""
    return [_row(each, today) for each in directory.region_fees()]


def _row(each: RegionFees, today: date) -> RegionRow:
    rules = in_force_on(each.fees, today)
    usual = rules.get(Purpose.ILLNESS) or next(iter(rules.values()), None)
    if usual is None:
        asks = (_("Fråga mottagningen"),)
        return RegionRow(each.region.code, each.region.name, None, asks, "", "", "", "", False)
    return RegionRow(
        code=each.region.code,
        name=each.region.name,
        cost=max(rule.amount_ore for rule in rules.values()),
        amounts=_amounts(rules),
        exempt=_exempt(usual),
        counts=_counts(usual),
        valid_from=formats.short_day(usual.valid_from),
        source=usual.source,
        is_example=any(rule.is_example for rule in rules.values()),
    )


def _amounts(rules: dict[Purpose, FeeRule]) -> tuple[str, ...]:
    """Say the amount once where the reason makes no difference."""
    if len({rule.amount_ore for rule in rules.values()}) == 1:
        return (formats.money(next(iter(rules.values())).amount_ore),)
    said = {
        Purpose.ILLNESS: _("%(amount)s för läkemedel mot en sjukdom"),
        Purpose.NOT_ILLNESS: _("%(amount)s om läkemedlet inte är mot en sjukdom"),
        Purpose.UNTIL_VISIT: _("%(amount)s om läkemedlet inte räcker till ett bokat besök"),
    }
    return tuple(
        said[purpose] % {"amount": formats.money(rules[purpose].amount_ore)}
        for purpose in Purpose
        if purpose in rules
    )


def _exempt(rule: FeeRule) -> str:
    if not rule.amount_ore:
        return _("Ingen betalar")
    young = rule.free_under is not None
    old = rule.free_from_age is not None
    ages = {"low": rule.free_under, "high": rule.free_from_age}
    if young and old:
        return _("Under %(low)s år och från %(high)s år") % ages
    if young:
        return _("Under %(low)s år") % ages
    return _("Från %(high)s år") % ages if old else _("Inga")


def _counts(rule: FeeRule) -> str:
    if not rule.amount_ore:
        return _("Inget att räkna")
    return _("Ja") if rule.counts_to_frikort else _("Nej")
