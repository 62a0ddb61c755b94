"""Words of the form's questions about a medicine, and of the answers."""

from django.utils.translation import gettext as _

YES, NO, UNKNOWN = "yes", "no", "unknown"
QUESTIONS = ("works", "side_effects", "as_prescribed")


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
