"""What is being delivered and what stopped it, in words: never about whom."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

KINDS = {
    "renewal.write": N_("Nya recept till receptregistret"),
    "renewal.chain": N_("Beslut till beslutskedjan"),
    "people.registered": N_("Uppgifter från folkbokföringen"),
    "message.notify": N_("Sms och e-post om svar"),
    "message.alarm": N_("Larm till mottagningar"),
    "mandate.tell": N_("Besked om ombud"),
    "reminder.notify": N_("Påminnelser"),
    "support.copy": N_("Kopior av ärenden till supporten"),
}
_FAULTS = {
    "Unavailable": N_("Systemet i andra änden svarar inte."),
    "Refused": N_("Systemet i andra änden tog inte emot."),
}


def kind_word(topic: str) -> str:
    """Name a kind of delivery; one that has no name yet by its code."""
    return _(KINDS[topic]) if topic in KINDS else topic


def fault_words(fault: str) -> str:
    """Say what stopped it; what is ours to mend is named as the log names it."""
    if not fault:
        return _("Har inte försökts än.")
    return _(_FAULTS[fault]) if fault in _FAULTS else _("Fel i tjänsten: %(fault)s.") % {"fault": fault}
