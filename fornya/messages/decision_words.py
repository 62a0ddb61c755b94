"""The words of a no, from its code: why, what to do, when to ask again, in the language of who reads.

Both the request's page and the message in the inbox say them, and staff see them before they sign. The
clinic's own words stand beside them as they were written.
"""

from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.rules.decision_reasons import Again, DeclineReason, MeetReason, NextStep, leads_on

# "other" is in both: its reason is always in the clinic's own words.
WHY: dict[str, dict[str, str]] = {
    "meet": {
        MeetReason.CHECK_UP: N_("Det är dags för en kontroll innan receptet kan förnyas."),
        MeetReason.TEST_NEEDED: N_("Du behöver lämna prov innan receptet kan förnyas."),
        MeetReason.DOSE_UNCLEAR: N_("Vi behöver prata med dig om dosen innan receptet kan förnyas."),
        MeetReason.SIDE_EFFECTS: N_("Vi behöver prata med dig om biverkningarna innan receptet kan förnyas."),
        MeetReason.OTHER: N_("Vi behöver träffa dig innan receptet kan förnyas."),
    },
    "decline": {
        DeclineReason.ENOUGH_LEFT: N_("Du har uttag kvar på receptet och behöver inget nytt ännu."),
        DeclineReason.TREATMENT_ENDED: N_("Behandlingen är avslutad, så receptet förnyas inte."),
        DeclineReason.OTHER_CLINIC: N_("En annan mottagning ansvarar för det här läkemedlet. Be den förnya."),
        DeclineReason.NOT_ONLINE: N_("Vi förnyar inte det här läkemedlet på nätet."),
        DeclineReason.OTHER: N_("Vi förnyar inte receptet den här gången."),
    },
}
NEXT = {
    NextStep.BOOK: N_("Ring och boka en tid."),
    NextStep.TEST: N_("Ring och fråga var och när du kan lämna prov."),
    NextStep.COLLECT: N_("Hämta ut det du har kvar på ett apotek. Ring om det inte räcker."),
    NextStep.OTHER_CLINIC: N_(
        "Kontakta den mottagning som skrev ut läkemedlet. Ring oss om du inte vet vilken."
    ),
    NextStep.PHONE: N_("Ring om du undrar något eller inte håller med."),
}
AGAIN = {
    Again.AFTER_VISIT: N_("När ni har träffats kan du fråga om läkemedlet igen här."),
    Again.AFTER_TEST: N_("När du har lämnat prov kan du fråga om läkemedlet igen här."),
    Again.WHEN_USED_UP: N_("När uttagen är slut kan du fråga om läkemedlet igen här."),
    Again.NOT_HERE: N_("Du kan alltid fråga om dina andra läkemedel här."),
    Again.WHENEVER: N_("Du kan fråga om läkemedlet igen här när något har ändrats."),
}


@dataclass(frozen=True, slots=True)
class NoInWords:
    """A no: why, the clinic's own words ("" when there are none), what to do, and when to ask again."""

    why: str
    own: str
    do: str
    again: str


def no_in_words(event: str, reason: str, text: str) -> NoInWords:
    """Give a coded no ("meet" or "decline"), or why a supply is short, in the reader's language.

    `text` is what was signed: the reason's Swedish sentence and the clinic's own words.
    """
    why = WHY["decline" if event == "decline" else "meet"][reason]
    step, again = leads_on(event, reason)
    return NoInWords(_(why), text.removeprefix(why).strip(), _(NEXT[step]), _(AGAIN[again]))


def signed_text(event: str, reason: str, own_words: str) -> str:
    """Give what is signed and kept: the reason's sentence in Swedish, and the clinic's own words."""
    why = WHY["decline" if event == "decline" else "meet"][reason]
    return " ".join(part for part in (why, own_words) if part)


def preview(event: str, reason: str) -> tuple[NoInWords, NoInWords]:
    """Give what the patient will read, in Swedish and in Easy Swedish, for staff to see before they sign."""
    with translation.override("sv"):
        plain = no_in_words(event, reason, "")
    with translation.override("sv-simple"):
        easy = no_in_words(event, reason, "")
    return plain, easy
