"""The words of the assessment: reasons with the sentence that the patient reads, warnings, answers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.rules.decision_reasons import DeclineReason, MeetReason


def meet_reasons() -> dict[str, str]:
    """Give the reasons for meeting first, as staff choose them."""
    return {
        MeetReason.CHECK_UP: _("Kontroll eller återbesök behövs"),
        MeetReason.TEST_NEEDED: _("Prov behöver tas"),
        MeetReason.DOSE_UNCLEAR: _("Dosen behöver ses över"),
        MeetReason.SIDE_EFFECTS: _("Biverkningar behöver bedömas"),
        MeetReason.OTHER: _("Annat skäl (skriv vad)"),
    }


def decline_reasons() -> dict[str, str]:
    """Give the reasons for not renewing, as staff choose them."""
    return {
        DeclineReason.ENOUGH_LEFT: _("Det finns uttag kvar"),
        DeclineReason.TREATMENT_ENDED: _("Behandlingen är avslutad"),
        DeclineReason.OTHER_CLINIC: _("En annan mottagning ansvarar"),
        DeclineReason.NOT_ONLINE: _("Förnyas inte på nätet"),
        DeclineReason.OTHER: _("Annat skäl (skriv vad)"),
    }


_WHY: dict[tuple[str, str], str] = {
    ("meet", MeetReason.CHECK_UP): N_("Det är dags för en kontroll innan receptet kan förnyas."),
    ("meet", MeetReason.TEST_NEEDED): N_("Du behöver lämna prov innan receptet kan förnyas."),
    ("meet", MeetReason.DOSE_UNCLEAR): N_("Vi behöver prata med dig om dosen innan receptet kan förnyas."),
    ("meet", MeetReason.SIDE_EFFECTS): N_(
        "Vi behöver prata med dig om biverkningarna innan receptet kan förnyas."
    ),
    ("decline", DeclineReason.ENOUGH_LEFT): N_("Du har uttag kvar på receptet och behöver inget nytt ännu."),
    ("decline", DeclineReason.TREATMENT_ENDED): N_("Behandlingen är avslutad, så receptet förnyas inte."),
    ("decline", DeclineReason.OTHER_CLINIC): N_(
        "En annan mottagning ansvarar för det här läkemedlet. Be den förnya."
    ),
    ("decline", DeclineReason.NOT_ONLINE): N_("Vi förnyar inte det här läkemedlet på nätet."),
}


def patient_text(event: str, reason: str, own_words: str) -> str:
    """Give why, as the patient reads it: the reason's sentence and the clinic's own words.

    What to do, and the clinic's phone, the patient's page says beside it.
    """
    why = _WHY.get((event, reason))
    return " ".join(part for part in (_(why) if why else "", own_words) if part)


_ANSWERS = {"yes": N_("Ja"), "no": N_("Nej"), "unknown": N_("Vet inte")}


def answer_word(code: str | None) -> str:
    """Give a patient's answer in a word."""
    return _(_ANSWERS.get(code or "", N_("Inget svar")))


_HAPPENED = {
    "sent": N_("Skickad av patienten"),
    "opened": N_("Började läsas"),
    "ask": N_("Fråga ställd"),
    "answered": N_("Patienten svarade"),
    "approve": N_("Förnyelse signerad"),
    "meet": N_("Beslut: behöver träffas"),
    "decline": N_("Beslut: förnyas inte"),
    "renewed": N_("Receptet finns i receptregistret"),
    "withdrawn": N_("Återtagen av patienten"),
}


_DONE_BY = {
    "guardian": {
        "sent": N_("Skickad av vårdnadshavare"),
        "answered": N_("Vårdnadshavare svarade"),
        "withdrawn": N_("Återtagen av vårdnadshavare"),
    },
    "agent": {
        "sent": N_("Skickad av ombud"),
        "answered": N_("Ombud svarade"),
        "withdrawn": N_("Återtagen av ombud"),
    },
}


def happened_word(what: str, by_kind: str = "") -> str:
    """Give a row of history in a few words; who acted for the patient is no patient."""
    done = _DONE_BY.get(by_kind, {}).get(what)
    if done:
        return _(done)
    return _(_HAPPENED.get(what, N_("Receptregistret tog inte emot receptet")))
