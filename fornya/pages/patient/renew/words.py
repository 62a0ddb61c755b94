"""Words of the form: why something cannot be renewed here and what to do, what to know, and answers in words."""

from django.utils.translation import gettext as _

from fornya.renewals.choice import Choice
from fornya.rules.eligibility import Note, Reason

YES, NO, UNKNOWN = "yes", "no", "unknown"
QUESTIONS = ("works", "side_effects", "as_prescribed")


def reason_words(reason: str, choice: Choice) -> str:
    """Say why a prescription cannot be asked for here, and what to do instead."""
    return {
        Reason.CLINIC_DOES_NOT_RENEW: _("Mottagningen förnyar inte recept på nätet. Ring mottagningen."),
        Reason.PRESCRIBED_ELSEWHERE: _("Receptet är skrivet av %(clinic)s. Be dem om ett nytt.")
        % {"clinic": choice.clinic_name},
        Reason.ALREADY_ASKED: _("Du har redan bett om ett nytt recept. Följ din förfrågan på Mina sidor."),
        Reason.ENDED_BY_PRESCRIBER: _("En läkare har avslutat receptet. Ring om du tror att det är fel."),
        Reason.BLOCKED: _("Receptet är pausat. Ring mottagningen och fråga varför."),
        Reason.ENDED_LONG_AGO: _("Receptet slutade gälla för mer än ett år sedan. Ring och boka en tid."),
        Reason.DOSE_DISPENSED: _("Du får läkemedlet i dospåsar. Ring mottagningen om det tar slut."),
        Reason.SUPPLY: _("Hjälpmedel förnyas på ett annat sätt. Ring mottagningen."),
        Reason.NARCOTIC: _("Läkemedlet är narkotikaklassat och förnyas inte på nätet. Ring mottagningen."),
        Reason.ANTIBIOTIC: _("Antibiotika förnyas inte på nätet. Ring om du har besvär igen."),
        Reason.VISIT_REQUIRED: _("Mottagningen vill träffa dig först. Ring och boka en tid."),
        Reason.NOT_OFFERED_HERE: _("Mottagningen förnyar inte det här läkemedlet på nätet. Ring dem."),
    }[Reason(reason)]


def note_words(note: str) -> str:
    """Say what to know about a prescription that may be asked for."""
    return {
        Note.EXPIRED: _("Receptet har gått ut, men du kan be om ett nytt."),
        Note.MANY_LEFT: _("Du kan hämta ut läkemedlet utan att förnya receptet."),
        Note.EARLY: _("Receptet gäller länge till."),
        Note.NEEDS_REVIEW: _("Mottagningen går igenom det här läkemedlet extra noga."),
    }[Note(note)]


def question_words(question: str) -> tuple[str, str]:
    """Give a question about a medicine, and what to say when it is left without an answer."""
    return {
        "works": (
            _("Fungerar läkemedlet bra?"),
            _("Svara ja, nej eller vet inte på om läkemedlet fungerar bra"),
        ),
        "side_effects": (
            _("Har du några biverkningar?"),
            _("Svara ja, nej eller vet inte på om du har några biverkningar"),
        ),
        "as_prescribed": (
            _("Tar du läkemedlet så som det står på receptet?"),
            _("Svara ja, nej eller vet inte på om du tar läkemedlet så som det står på receptet"),
        ),
    }[question]


def answers_words(answers: dict[str, str]) -> list[str]:
    """Say in a few sentences what was answered about a medicine."""
    said = {
        "works": {
            YES: _("Fungerar bra."),
            NO: _("Fungerar inte bra."),
            UNKNOWN: _("Vet inte om det fungerar bra."),
        },
        "side_effects": {
            YES: _("Har biverkningar."),
            NO: _("Inga biverkningar."),
            UNKNOWN: _("Vet inte om biverkningar."),
        },
        "as_prescribed": {
            YES: _("Tar det som det står på receptet."),
            NO: _("Tar det inte som det står på receptet."),
            UNKNOWN: _("Vet inte om det tas som det står på receptet."),
        },
    }
    return [said[name][answers[name]] for name in QUESTIONS if answers.get(name) in said[name]]
