"""Standard replies as staff use them, filled in for a medicine; and how easy a text is to read, in words."""

from django.utils.translation import gettext as _

from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.rules.readability import WORDS_AT_MOST, Measure, measure
from fornya.rules.standard_replies import Place, filled


def filled_in(clinic: ClinicPage, text: str, medicine: str) -> str:
    """Fill in a reply for a medicine."""
    values = {Place.MEDICINE: medicine, Place.CLINIC: clinic.name, Place.PHONE: formats.phone(clinic.phone)}
    return filled(text, values)


def replies_for(clinic: ClinicPage, medicine: str) -> list[tuple[str, str]]:
    """Give the clinic's replies as pairs of name and text, filled in for a medicine."""
    return [(reply.name, filled_in(clinic, reply.text, medicine)) for reply in clinic.replies]


def ease_words(text: str) -> tuple[str, str]:
    """Say how easy a text is to read, and the tone of that."""
    found = measure(text.splitlines())
    return _ease(found), "ok" if found.is_easy else "warn"


def _ease(found: Measure) -> str:
    lix = {"lix": round(found.lix), "most": WORDS_AT_MOST}
    if found.is_easy:
        return _("LIX %(lix)s: lätt att läsa") % lix
    if found.longest_sentence > WORDS_AT_MOST:
        return _("LIX %(lix)s: en mening har fler än %(most)s ord, dela den") % lix
    return _("LIX %(lix)s: svårt att läsa, pröva kortare ord och meningar") % lix
