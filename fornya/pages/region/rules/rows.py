"""Rules as rows: the lists of them, one of them, and what it would change at the clinics."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.audit.scope import EVERYWHERE
from fornya.clinics import decided_rules, directory
from fornya.clinics.cards import ClinicPage
from fornya.clinics.region.rules import Standing, Version
from fornya.clinics.rule_table import ANY_CLASS
from fornya.design import formats
from fornya.design.environment import url
from fornya.design.parts import Cell, Column, Option, Row
from fornya.pages.region.rules.words import OUTCOMES, group_words, outcome_word, standing_words
from fornya.rules.policy_levels import DecidedRule, in_force, ruling
from fornya.rules.renewal_policy import CLASSES

Cells = tuple[Cell, ...]


def columns() -> list[Column]:
    """Name the columns of a list of rules."""
    return [
        Column(text=_("Läkemedel")),
        Column(text=_("Grupp")),
        Column(text=_("Vad som händer")),
        Column(text=_("Från")),
        Column(text=_("Källa")),
    ]


def past_columns() -> list[Column]:
    """Name the columns of a list of what was."""
    return [
        Column(text=_("Läkemedel")),
        Column(text=_("Grupp")),
        Column(text=_("Vad som skulle hända")),
        Column(text=_("Från")),
        Column(text=_("Läge")),
    ]


def listed(found: Iterable[Version], one: str, today: date) -> list[Cells]:
    """List versions, each leading to its page."""
    return [_cells(each.decided, today, url(one, number=each.id)) for each in found]


def of_country(today: date) -> list[Cells]:
    """List the rules that hold in the whole country today; they are public."""
    country = decided_rules.by_region()[decided_rules.COUNTRY]
    return [_cells(each, today) for each in in_force(country, today)]


def past(found: Iterable[Version], standing: Mapping[int, Standing], one: str, today: date) -> list[Cells]:
    """List what has held, and what never came to."""
    return [
        (
            *_cells(each.decided, today, url(one, number=each.id))[:4],
            Cell(tag=standing_words(standing[each.id])[0], tone=standing_words(standing[each.id])[1]),
        )
        for each in found
    ]


def named(decided: DecidedRule) -> str:
    """Give what patients call the medicines, as the beginning of a line."""
    return capfirst(decided.rule.name)


def about(decided: DecidedRule, today: date) -> list[Row]:
    """Say all that a rule says, but what patients read."""
    return [
        Row(key=_("Läkemedel"), value=f"{named(decided)} ({group_words(decided.rule)})"),
        Row(key=_("Vad som händer"), value=outcome_word(decided)),
        Row(key=_("Gäller från"), value=formats.day(decided.valid_from, today)),
        Row(key=_("Källa"), value=decided.source),
    ]


def history(version: Version, today: date) -> list[Row]:
    """Say who has proposed and decided, and why not."""
    told = [
        Row(
            key=_("Föreslagen av"),
            value=f"{version.proposed_by}, {formats.day_and_clock(version.proposed_at, today)}",
        )
    ]
    if version.decided_at is not None:
        told.append(
            Row(
                key=_("Avgjord av"),
                value=f"{version.decided_by}, {formats.day_and_clock(version.decided_at, today)}",
            )
        )
    if version.reason:
        told.append(Row(key=_("Varför nej"), value=version.reason))
    return told


def effect(wanted: DecidedRule, region_id: str) -> Row:
    """Say at how many clinics that renew online the rule would change what is done with its own group."""
    here = [
        clinic
        for clinic in directory.current().clinics
        if clinic.renews_online and region_id in (EVERYWHERE, clinic.region_code)
    ]
    touched = sum(_changes(clinic, wanted) for clinic in here)
    if not touched:
        said = _("Inget ändras: alla mottagningar gör redan så, eller är strängare")
    else:
        said = ngettext(
            "Ändrar för %(num)s av %(all)s mottagning som förnyar på nätet",
            "Ändrar för %(num)s av %(all)s mottagningar som förnyar på nätet",
            len(here),
        ) % {"num": touched, "all": len(here)}
    return Row(key=_("Vad det ändrar"), value=said)


def outcome_options() -> list[Option]:
    """Give what a rule can say."""
    return [Option(value=code, text=_(word)) for code, word in OUTCOMES.items()]


def class_options() -> list[Option]:
    """Give the classes of controlled medicines."""
    options = [
        Option(value="", text=_("Ingen")),
        Option(value=ANY_CLASS, text=_("Alla narkotikaklasser")),
    ]
    return options + [Option(value=each, text=each) for each in CLASSES]


def _changes(clinic: ClinicPage, wanted: DecidedRule) -> bool:
    rule, policy = wanted.rule, clinic.policy
    asked: dict[str, Any] = {
        "atc": rule.atc_prefix,
        "narcotic_class": decided_rules.controlled_of(rule) or None,
        "day": wanted.valid_from,
    }
    before = policy.ruling(**asked)
    after = ruling(policy.rules, (*policy.decided, wanted), **asked)
    return before.outcome is not after.outcome


def _cells(decided: DecidedRule, today: date, href: str | None = None) -> Cells:
    return (
        Cell(text=named(decided), href=href, names_row=True),
        Cell(text=group_words(decided.rule)),
        Cell(text=outcome_word(decided)),
        Cell(text=formats.short_day(decided.valid_from, today)),
        Cell(text=decided.source),
    )
