"""Words for what is known of a prescription: its state, how many withdrawals are left, how long it lasts."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.design import formats
from fornya.rules.withdrawals import PrescriptionState, Why


def state_words(state: str) -> tuple[str, str]:
    """Name a prescription's state, and give the tag's tone."""
    return {
        PrescriptionState.HAS_WITHDRAWALS: (_("Finns kvar"), "ok"),
        PrescriptionState.SOON_OUT: (_("Snart slut"), "warn"),
        PrescriptionState.NONE_LEFT: (_("Inga uttag kvar"), "warn"),
        PrescriptionState.EXPIRED: (_("Har gått ut"), "warn"),
        PrescriptionState.ENDED: (_("Avslutat"), "neutral"),
        PrescriptionState.BLOCKED: (_("Pausat"), "neutral"),
    }[PrescriptionState(state)]


def left_words(left: int, total: int) -> str:
    """Say how many withdrawals are left."""
    return ngettext("%(num)s av %(total)s uttag kvar", "%(num)s av %(total)s uttag kvar", total) % {
        "num": left,
        "total": total,
    }


def lasts_words(on: date | None, why: str, today: date) -> str:
    """Say until when the collected amount lasts, or why that cannot be said."""
    if on is not None:
        said = _("Räcker till ungefär %(day)s") if on >= today else _("Räckte till ungefär %(day)s")
        return said % {"day": formats.short_day(on, today)}
    return {
        Why.DOSE_NOT_COUNTABLE: _("Vi vet inte hur länge det räcker, eftersom dosen inte går att räkna."),
        Why.NOTHING_COLLECTED: _("Du har inte hämtat ut något på receptet ännu."),
        Why.HISTORY_UNCLEAR: _("Vi vet inte hur länge det räcker, eftersom uttagen är oklara."),
        Why.LESS_THAN_A_DAY: _("Det du har hämtat ut räcker mindre än en dag."),
        Why.TOO_LONG: _("Vi vet inte hur länge det räcker, eftersom mängden är ovanligt stor."),
    }[Why(why)]


def valid_words(until: date, today: date) -> str:
    """Say until when the prescription is valid."""
    said = _("Giltigt till %(day)s") if until >= today else _("Gällde till %(day)s")
    return said % {"day": formats.short_day(until, today)}
