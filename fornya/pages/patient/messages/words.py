"""Words of the inbox, from a message's kind and facts: each reader gets them in their own language."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fornya.design import formats
from fornya.messages.inbox import Letter
from fornya.messages.models import Kind
from fornya.pages.patient.medicines.words import medicine_name


@dataclass(frozen=True, slots=True)
class Written:
    """A message in words. `link` is the text of the link to the request."""

    subject: str
    paragraphs: list[str]
    link: str


def written(letter: Letter, today: date) -> Written:
    """Give a message in words."""
    return _WORDS[letter.kind](letter.facts, today)


def _received(facts: dict, today: date) -> Written:
    day = formats.day(date.fromisoformat(facts["answer_by"]), today)
    return Written(
        _("Vi har tagit emot din förfrågan"),
        [
            _("Din förfrågan finns hos %(clinic)s.") % facts,
            _("Du får svar senast %(day)s.") % {"day": day},
        ],
        _("Följ din förfrågan"),
    )


def _question(facts: dict, _today: date) -> Written:
    asked = [
        _("Om %(name)s: %(text)s") % {"name": medicine_name(line["name"]), "text": line["text"]}
        for line in facts["lines"]
    ]
    return Written(
        _("%(clinic)s har en fråga") % facts,
        [*asked, _("Mottagningen går vidare när du har svarat.")],
        _("Svara på frågan"),
    )


def _answered(facts: dict, _today: date) -> Written:
    said = {
        "meet": _("%(name)s: Ni behöver träffas innan receptet kan förnyas."),
        "decline": _("%(name)s: Receptet förnyas inte."),
    }
    paragraphs = []
    for line in facts["lines"]:
        paragraphs.append(said[line["event"]] % {"name": medicine_name(line["name"])})
        paragraphs.extend(part for part in line["text"].split("\n") if part)
    return Written(_("%(clinic)s har svarat") % facts, paragraphs, _("Läs svaret och vad du kan göra"))


def _renewed(facts: dict, _today: date) -> Written:
    names = [_("%(name)s är förnyat.") % {"name": medicine_name(line["name"])} for line in facts["lines"]]
    return Written(
        _("Ditt recept är förnyat"),
        [*names, _("Du kan hämta ut det på vilket apotek som helst. Ta med legitimation.")],
        _("Läs svaret"),
    )


_WORDS = {
    Kind.RECEIVED: _received,
    Kind.QUESTION: _question,
    Kind.ANSWERED: _answered,
    Kind.RENEWED: _renewed,
}
