"""The words of the assessment: reasons with the sentence that the patient reads, warnings, answers."""

from django.utils.translation import gettext as _

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


def patient_text(event: str, reason: str, own_words: str) -> str:
    """Give why, as the patient reads it: the reason's sentence and the clinic's own words.

    What to do, and the clinic's phone, the patient's page says beside it.
    """
    why = _why().get((event, reason), "")
    return " ".join(part for part in (why, own_words) if part)


def _why() -> dict[tuple[str, str], str]:
    return {
        ("meet", MeetReason.CHECK_UP): _("Det är dags för en kontroll innan receptet kan förnyas."),
        ("meet", MeetReason.TEST_NEEDED): _("Du behöver lämna prov innan receptet kan förnyas."),
        ("meet", MeetReason.DOSE_UNCLEAR): _("Vi behöver prata med dig om dosen innan receptet kan förnyas."),
        ("meet", MeetReason.SIDE_EFFECTS): _(
            "Vi behöver prata med dig om biverkningarna innan receptet kan förnyas."
        ),
        ("decline", DeclineReason.ENOUGH_LEFT): _(
            "Du har uttag kvar på receptet och behöver inget nytt ännu."
        ),
        ("decline", DeclineReason.TREATMENT_ENDED): _("Behandlingen är avslutad, så receptet förnyas inte."),
        ("decline", DeclineReason.OTHER_CLINIC): _(
            "En annan mottagning ansvarar för det här läkemedlet. Be den förnya."
        ),
        ("decline", DeclineReason.NOT_ONLINE): _("Vi förnyar inte det här läkemedlet på nätet."),
    }


def answer_word(code: str | None) -> str:
    """Give a patient's answer in a word."""
    return {"yes": _("Ja"), "no": _("Nej"), "unknown": _("Vet inte")}.get(code or "", _("Inget svar"))


def happened_word(what: str) -> str:
    """Give a row of history in a few words."""
    return {
        "sent": _("Skickad av patienten"),
        "opened": _("Började läsas"),
        "ask": _("Fråga ställd"),
        "answered": _("Patienten svarade"),
        "approve": _("Förnyelse signerad"),
        "meet": _("Beslut: behöver träffas"),
        "decline": _("Beslut: förnyas inte"),
        "renewed": _("Receptet finns i receptregistret"),
        "withdrawn": _("Återtagen av patienten"),
    }.get(what, _("Receptregistret tog inte emot receptet"))
