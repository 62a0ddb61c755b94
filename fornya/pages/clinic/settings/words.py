"""The parts of the settings in words, and how each stands now."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from django.utils.translation import ngettext

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.clinics.settings.log import Part
from fornya.clinics.settings.tasks import Overview, has_hours
from fornya.design import formats
from fornya.rules.fees import FeeUnknown

_PARTS = {
    Part.ANSWER: N_("Svarstid"),
    Part.HOURS: N_("Telefon- och besökstider"),
    Part.FEE: N_("Avgift"),
    Part.WHO: N_("Vilka vi tar emot"),
    Part.POLICY: N_("Det vi inte förnyar på nätet"),
    Part.QUESTIONS: N_("Egna frågor"),
    Part.REPLIES: N_("Standardsvar"),
    Part.SERVICE: N_("Öppet för förnyelse"),
    Part.ADMINISTRATORS: N_("Administratörer"),
    Part.ABSENCES: N_("Bemanning"),
    Part.ALARM: N_("Larm"),
}


# What is not read for the list: it says what the page is about.
_ABOUT = {
    Part.ABSENCES: N_("Vem som är borta, och vem som ersätter"),
    Part.ALARM: N_("Vart Förnya mejlar när något blir liggande"),
}


def part_word(part: Part) -> str:
    """Name a part."""
    return _(_PARTS[part])


def now_words(part: Part, clinic: ClinicPage, found: Overview, today: date) -> str:
    """Say in a few words how a part stands."""
    match part:
        case Part.ANSWER:
            return days_words(clinic.answer_days) if clinic.answer_days else _("Inget löfte ännu")
        case Part.HOURS:
            return _("Telefontider finns") if has_hours(clinic.phone_hours) else _("Inga telefontider ännu")
        case Part.FEE | Part.SERVICE:
            return (fee_now if part is Part.FEE else service_now)(clinic, today)
        case Part.WHO:
            return who_now(clinic)
        case Part.POLICY:
            number = sum(bool(rule.name) for rule in clinic.policy.rules)
            own = ngettext("%(num)s egen regel", "%(num)s egna regler", number) % {"num": number}
            return own if number else _("Standardreglerna gäller")
        case Part.QUESTIONS:
            number = len(clinic.own_questions)
            return ngettext("%(num)s fråga", "%(num)s frågor", number) % {"num": number}
        case Part.REPLIES:
            number = len(clinic.replies)
            return ngettext("%(num)s svar", "%(num)s svar", number) % {"num": number}
        case Part.ABSENCES | Part.ALARM:
            return _(_ABOUT[part])
        case Part.ADMINISTRATORS:
            number = found.administrators
            return ngettext("%(num)s person", "%(num)s personer", number) % {"num": number}


def days_words(days: int) -> str:
    """Say how many working days."""
    return ngettext("%(num)s arbetsdag", "%(num)s arbetsdagar", days) % {"num": days}


def service_now(clinic: ClinicPage, today: date) -> str:
    """Say whether the service is open, and which closure is planned or on."""
    if not clinic.renews_online:
        return _("Av")
    if clinic.closed_until is None or clinic.closed_from is None or clinic.closed_until < today:
        return _("På")
    days = {
        "first": formats.short_day(clinic.closed_from, today),
        "last": formats.short_day(clinic.closed_until, today),
    }
    return _("På, men stängt från %(first)s till %(last)s") % days


def fee_now(clinic: ClinicPage, today: date) -> str:
    """Say what a renewal costs today."""
    try:
        fee = directory.fee_on(clinic, today)
    except FeeUnknown:
        return _("Ingen avgift ännu")
    return formats.money(fee.amount_ore)


def who_now(clinic: ClinicPage) -> str:
    """Say whom the clinic serves."""
    ages = {"low": clinic.min_age, "high": clinic.max_age}
    if clinic.min_age is not None and clinic.max_age is not None:
        said = _("%(low)s–%(high)s år") % ages
    elif clinic.min_age is not None:
        said = _("Från %(low)s år") % ages
    elif clinic.max_age is not None:
        said = _("Till och med %(high)s år") % ages
    else:
        said = _("Alla åldrar")
    return f"{said}. {_('Bara listade.')}" if clinic.listed_only else said
