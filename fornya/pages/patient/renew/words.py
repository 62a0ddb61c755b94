"""Words of the form's questions about a medicine or an aid, and of the answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.people.session import SignedInPatient

YES, NO, UNKNOWN = "yes", "no", "unknown"
QUESTIONS = ("works", "side_effects", "as_prescribed")

# A question, and what to say when it is left without an answer.
Question = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Words:
    """By question: asked about oneself, about another whom it is answered for, and what was answered."""

    own: Mapping[str, Question]
    anothers: Mapping[str, Question]
    said: Mapping[str, Mapping[str, str]]


_MEDICINE = _Words(
    own={
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
    },
    anothers={
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
    },
    said={
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
    },
)
_AID = _Words(
    own={
        "works": (
            N_("Fungerar hjälpmedlet bra?"),
            N_("Svara ja, nej eller vet inte på om hjälpmedlet fungerar bra"),
        ),
        "side_effects": (
            N_("Har du besvär av hjälpmedlet?"),
            N_("Svara ja, nej eller vet inte på om du har besvär av hjälpmedlet"),
        ),
        "as_prescribed": (
            N_("Använder du hjälpmedlet så som det står på receptet?"),
            N_("Svara ja, nej eller vet inte på om du använder hjälpmedlet så som det står på receptet"),
        ),
    },
    anothers={
        "works": (
            N_("Fungerar hjälpmedlet bra för %(name)s?"),
            N_("Svara ja, nej eller vet inte på om hjälpmedlet fungerar bra"),
        ),
        "side_effects": (
            N_("Har %(name)s besvär av hjälpmedlet?"),
            N_("Svara ja, nej eller vet inte på om %(name)s har besvär av hjälpmedlet"),
        ),
        "as_prescribed": (
            N_("Använder %(name)s hjälpmedlet så som det står på receptet?"),
            N_(
                "Svara ja, nej eller vet inte på om %(name)s använder hjälpmedlet så som det står på receptet"
            ),
        ),
    },
    said={
        "works": _MEDICINE.said["works"],
        "side_effects": {
            YES: N_("Har besvär av det."),
            NO: N_("Inga besvär av det."),
            UNKNOWN: N_("Vet inte om det ger besvär."),
        },
        "as_prescribed": {
            YES: N_("Används som det står på receptet."),
            NO: N_("Används inte som det står på receptet."),
            UNKNOWN: N_("Vet inte om det används som det står på receptet."),
        },
    },
)


def question_words(question: str, patient: SignedInPatient, *, is_aid: bool) -> Question:
    """Give a question about a medicine or an aid, and what to say when it is left without an answer."""
    words = _AID if is_aid else _MEDICINE
    asked, missing = (words.own if patient.acting is None else words.anothers)[question]
    name = {"name": patient.given_name}
    return _(asked) % name, _(missing) % name


def answers_words(answers: Mapping[str, str], *, is_aid: bool) -> list[str]:
    """Say in a few sentences what was answered about a medicine or an aid."""
    said = (_AID if is_aid else _MEDICINE).said
    return [_(said[name][answers[name]]) for name in QUESTIONS if answers.get(name) in said[name]]
