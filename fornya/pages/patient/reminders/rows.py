"""The medicines that somebody can be reminded of, each with the day, or why there is none."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.design import formats
from fornya.design.parts import Option
from fornya.pages.patient.medicines.words import medicine_name
from fornya.reminders.due import Planned
from fornya.rules.reminders import NoReminder

_WHY_NOT = {
    NoReminder.NOT_COUNTED: N_(
        "Vi kan inte räkna ut när det tar slut. Därför får du ingen påminnelse om det."
    ),
    NoReminder.ALREADY_OUT: N_("Det du har hämtat ut är slut. Därför får du ingen påminnelse om det nu."),
}


def medicine_options(found: Iterable[Planned], today: date) -> list[Option]:
    """Give each medicine that is in use, once, by name."""
    used = {
        each.medicine.prescription.chain_id: each
        for each in found
        if each.plan.why_not is not NoReminder.NOT_USED
    }
    options = [
        Option(value=chain, text=name_of(each), hint=day_words(each, today)) for chain, each in used.items()
    ]
    return sorted(options, key=lambda option: option.text.lower())


def name_of(each: Planned) -> str:
    """Name the medicine with its strength."""
    row = each.medicine.prescription
    return medicine_name(row.product_name, row.strength)


def day_words(each: Planned, today: date) -> str:
    """Say when the person is reminded, or why not."""
    remind_on, why_not = each.plan.remind_on, each.plan.why_not
    if why_not is not None:
        return _(_WHY_NOT[why_not])
    if remind_on is None or remind_on <= today:
        return _("Det är dags att förnya nu.")
    return _("Vi påminner dig ungefär %(day)s.") % {"day": formats.short_day(remind_on, today)}
