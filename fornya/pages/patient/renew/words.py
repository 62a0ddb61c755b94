"""Words of the form's questions about a medicine, and of the answers."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.people.session import SignedInPatient

YES, NO, UNKNOWN = "yes", "no", "unknown"
QUESTIONS = ("works", "side_effects", "as_prescribed")


_QUESTIONS = {
    "works": (
        N_("Fungerar läkemedlet bra?"),
        N_("Svara ja, nej eller vet inte på om läkemedlet fungerar bra"),
    ),
    "side_effects": (
        N_("Har du några biverkningar?"),
        N_("Svara ja, nej eller vet inte på om du har några biverkningar"),
    ),
    "as_prescribed": (
        N_("Tar du läkemedlet så som det står på receptet?"),
        N_("Svara ja, nej eller vet inte på om du tar läkemedlet så som det står på receptet"),
    ),
}
# The same about another, whom the form is filled in for.
_QUESTIONS_ABOUT = {
    "works": (
        N_("Fungerar läkemedlet bra för %(name)s?"),
        N_("Svara ja, nej eller vet inte på om läkemedlet fungerar bra"),
    ),
    "side_effects": (
        N_("Har %(name)s några biverkningar?"),
        N_("Svara ja, nej eller vet inte på om %(name)s har några biverkningar"),
    ),
    "as_prescribed": (
        N_("Tar %(name)s läkemedlet så som det står på receptet?"),
        N_("Svara ja, nej eller vet inte på om %(name)s tar läkemedlet så som det står på receptet"),
    ),
}
_SAID = {
    "works": {
        YES: N_("Fungerar bra."),
        NO: N_("Fungerar inte bra."),
        UNKNOWN: N_("Vet inte om det fungerar bra."),
    },
    "side_effects": {
        YES: N_("Har biverkningar."),
        NO: N_("Inga biverkningar."),
        UNKNOWN: N_("Vet inte om biverkningar."),
    },
    "as_prescribed": {
        YES: N_("Tar det som det står på receptet."),
        NO: N_("Tar det inte som det står på receptet."),
        UNKNOWN: N_("Vet inte om det tas som det står på receptet."),
    },
}


def question_words(question: str, patient: SignedInPatient) -> tuple[str, str]:
    """Give a question about a medicine, and what to say when it is left without an answer."""
    if patient.acting is None:
        asked, missing = _QUESTIONS[question]
        return _(asked), _(missing)
    asked, missing = _QUESTIONS_ABOUT[question]
    name = {"name": patient.given_name}
    return _(asked) % name, _(missing) % name


def answers_words(answers: dict[str, str]) -> list[str]:
    """Say in a few sentences what was answered about a medicine."""
    return [_(_SAID[name][answers[name]]) for name in QUESTIONS if answers.get(name) in _SAID[name]]
