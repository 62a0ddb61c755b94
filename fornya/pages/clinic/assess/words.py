"""The words of the assessment: reasons as staff choose them, what was decided, answers, what has happened."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.design.parts import Option
from fornya.messages.decision_words import preview
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


def options(reasons: dict[str, str]) -> list[Option]:
    """Give reasons as a field lists them, none chosen first."""
    return [
        Option(value="", text=_("Välj skäl")),
        *(Option(value=code, text=words) for code, words in reasons.items()),
    ]


_OUTCOMES = {
    "renew": N_("Förnyat"),
    "renew_changed": N_("Förnyat med ändring"),
    "meet": N_("Behöver träffas"),
    "decline": N_("Förnyas inte"),
}


def outcome_word(outcome: str) -> str:
    """Give what was decided in a word."""
    return _(_OUTCOMES[outcome])


def reason_word(outcome: str, reason: str) -> str:
    """Give the reason for a decision as staff chose it; "" where there is none."""
    return (decline_reasons() if outcome == "decline" else meet_reasons()).get(reason, "")


def previews(event: str, reasons: dict[str, str]) -> list[list[str]]:
    """Give, for each reason, what the patient will read: plainly, and in Easy Swedish."""
    rows = []
    for code, word in reasons.items():
        both = [" ".join((said.why, said.do, said.again)) for said in preview(event, code)]
        rows.append([word, *both])
    return rows


_ANSWERS = {"yes": N_("Ja"), "no": N_("Nej"), "unknown": N_("Vet inte")}


def answer_word(code: str | None) -> str:
    """Give a patient's answer in a word."""
    return _(_ANSWERS.get(code or "", N_("Inget svar")))


_HAPPENED = {
    "sent": N_("Skickad av patienten"),
    "opened": N_("Började läsas"),
    "taken_over": N_("Togs över"),
    "forwarded": N_("Skickades vidare till en annan mottagning"),
    "handed_over": N_("Lämnades över till en kollega"),
    "handed_back": N_("Lämnades till vem som helst"),
    "ask": N_("Fråga ställd"),
    "answered": N_("Patienten svarade"),
    "record": N_("Skrivet in ur journalen"),
    "proposal": N_("Förslag sparat"),
    "approve": N_("Förnyelse signerad"),
    "meet": N_("Beslut: behöver träffas"),
    "decline": N_("Beslut: förnyas inte"),
    "renewed": N_("Receptet finns i receptregistret"),
    "withdrawn": N_("Återtagen av patienten"),
    "time_booked": N_("Patienten bokade en tid"),
    "time_changed": N_("Patienten bytte tid"),
    "time_cancelled": N_("Patienten avbokade tiden"),
    "time_withdrawn": N_("En tid togs bort"),
    "times_seen_to": N_("Patienten fick besked på annat sätt"),
}


_DONE_BY = {
    "guardian": {
        "sent": N_("Skickad av vårdnadshavare"),
        "answered": N_("Vårdnadshavare svarade"),
        "withdrawn": N_("Återtagen av vårdnadshavare"),
        "time_booked": N_("Vårdnadshavare bokade en tid"),
        "time_changed": N_("Vårdnadshavare bytte tid"),
        "time_cancelled": N_("Vårdnadshavare avbokade tiden"),
    },
    "agent": {
        "sent": N_("Skickad av ombud"),
        "answered": N_("Ombud svarade"),
        "withdrawn": N_("Återtagen av ombud"),
        "time_booked": N_("Ombud bokade en tid"),
        "time_changed": N_("Ombud bytte tid"),
        "time_cancelled": N_("Ombud avbokade tiden"),
    },
}


def happened_word(what: str, by_kind: str = "") -> str:
    """Give a row of history in a few words; who acted for the patient is no patient.

    What a newer version of ours has written, while two run side by side, is told without saying what.
    """
    # With the store's own code behind it, which is one of many.
    if what.startswith("refused"):
        return _("Receptregistret tog inte emot receptet")
    word = _DONE_BY.get(by_kind, {}).get(what) or _HAPPENED.get(what)
    return _(word) if word else _("Något annat hände")
