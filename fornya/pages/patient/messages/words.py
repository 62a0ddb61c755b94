"""Words of the inbox, from a message's kind and facts: each reader gets them in their own language."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fornya.design import formats
from fornya.messages.decision_words import no_in_words
from fornya.messages.inbox import Letter
from fornya.messages.models import Kind
from fornya.messages.time_words import how_words
from fornya.pages.patient.medicines.words import medicine_name


class Leads(StrEnum):
    """Where a message's link leads."""

    REQUEST = "request"
    MEETING = "meeting"
    AGENTS = "agents"
    MEDICINES = "medicines"


@dataclass(frozen=True, slots=True)
class Written:
    """A message in words. `link` is the text of the link to what it is about."""

    subject: str
    paragraphs: list[str]
    link: str
    leads: Leads = Leads.REQUEST


def written(letter: Letter, today: date, *, about: str = "") -> Written:
    """Give a message in words; `about` names the patient to whoever acts for them."""
    if about and letter.kind in _ABOUT_ANOTHER:
        return _ABOUT_ANOTHER[letter.kind](letter.facts, today, about)
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


def _received_for(facts: dict, today: date, name: str) -> Written:
    day = formats.day(date.fromisoformat(facts["answer_by"]), today)
    return Written(
        _("Förfrågan för %(name)s är mottagen") % {"name": name},
        [
            _("Förfrågan finns hos %(clinic)s.") % facts,
            _("Svaret kommer senast %(day)s.") % {"day": day},
        ],
        _("Följ förfrågan"),
    )


def _renewed_for(facts: dict, _today: date, name: str) -> Written:
    names = [_("%(name)s är förnyat.") % {"name": medicine_name(line["name"])} for line in facts["lines"]]
    return Written(
        _("Receptet för %(name)s är förnyat") % {"name": name},
        [*names, _("Det går att hämta ut på vilket apotek som helst. Ta med legitimation.")],
        _("Läs svaret"),
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
        no = no_in_words(line["event"], line["reason"], line["text"])
        own = [part for part in no.own.split("\n") if part]
        paragraphs.extend([no.why, *own, no.do, no.again])
    if facts.get("times"):
        paragraphs.append(_("Du kan välja en tid på nätet, i din förfrågan."))
    return Written(_("%(clinic)s har svarat") % facts, paragraphs, _("Läs svaret och vad du kan göra"))


def _renewed(facts: dict, _today: date) -> Written:
    names = [_("%(name)s är förnyat.") % {"name": medicine_name(line["name"])} for line in facts["lines"]]
    return Written(
        _("Ditt recept är förnyat"),
        [*names, _("Du kan hämta ut det på vilket apotek som helst. Ta med legitimation.")],
        _("Läs svaret"),
    )


def _agent_asked(facts: dict, today: date) -> Written:
    day = formats.day(datetime.fromisoformat(facts["answer_by"]), today)
    return _about_agents(
        _("%(name)s vill att du blir ombud") % facts,
        _("Då hjälper du %(name)s i Förnya, med din egen inloggning.") % facts,
        _("Svara senast %(day)s. Du får säga nej, och behöver inte säga varför.") % {"day": day},
    )


def _agent_given(facts: dict, today: date) -> Written:
    day = formats.day(datetime.fromisoformat(facts["answer_by"]), today)
    return _about_agents(
        _("Du har bett någon att bli ditt ombud"),
        _("Det börjar gälla när personen har sagt ja. Det måste ske senast %(day)s.") % {"day": day},
        _("Var det inte du? Avsluta det genast."),
    )


def _agent_yes(facts: dict, today: date) -> Written:
    until = _("Det gäller till och med %(day)s.") % {
        "day": formats.day(date.fromisoformat(facts["until"]), today)
    }
    if facts["side"] == "agent":
        see = _("Allt du gör skrivs upp, och %(name)s ser det. Ni kan båda avsluta när ni vill.") % facts
        return _about_agents(_("Du är nu ombud för %(name)s") % facts, until, see)
    see = _("Du ser allt som ombudet gör, och kan avsluta när du vill.")
    return _about_agents(_("%(name)s är nu ditt ombud") % facts, until, see)


def _agent_no(_facts: dict, _today: date) -> Written:
    return _about_agents(
        _("Den du frågade har sagt nej till att vara ombud"),
        _("Ingen annan ser dina uppgifter. Du kan fråga någon annan."),
    )


def _agent_used(facts: dict, _today: date) -> Written:
    return _about_agents(
        _("%(name)s har börjat hjälpa dig") % facts,
        _("Ditt ombud har öppnat dina uppgifter för första gången."),
        _("Vi skriver bara till dig första gången. Under Ombud ser du allt som ombudet gör, och när."),
    )


def _agent_ended(facts: dict, _today: date) -> Written:
    if facts["side"] == "agent":
        subject = _("Du är inte ombud för %(name)s") % facts
        return _about_agents(
            subject, _("Det är avslutat. Du kan inte längre se eller göra något åt personen.")
        )
    subject = _("%(name)s är inte ditt ombud") % facts if facts["name"] else _("Frågan om ombud är avslutad")
    return _about_agents(subject, _("Det är avslutat. Ombudet kan inte längre se eller göra något åt dig."))


def _about_agents(subject: str, *paragraphs: str) -> Written:
    return Written(subject, list(paragraphs), _("Visa dina ombud"), Leads.AGENTS)


def _reminder(facts: dict, today: date) -> Written:
    medicines = facts["medicines"]
    lasts = [
        _("%(name)s räcker till ungefär %(day)s.")
        % {
            "name": medicine_name(each["name"]),
            "day": formats.day(date.fromisoformat(each["ends_on"]), today),
        }
        for each in medicines
    ]
    return Written(
        ngettext("Ett läkemedel tar snart slut", "Läkemedel tar snart slut", len(medicines)),
        [
            *lasts,
            _("Be om ett nytt recept så snart du kan, så hinner mottagningen svara."),
            _("Du får påminnelsen för att du har bett om det. Du kan ändra eller sluta när du vill."),
        ],
        _("Visa Mina läkemedel"),
        Leads.MEDICINES,
    )


def _time(facts: dict, today: date) -> str:
    """Say when, how, for how long and with whom."""
    when = formats.day_and_clock(datetime.fromisoformat(facts["starts_at"]), today)
    return f"{when}, {how_words(facts['way'], facts['minutes'], facts['whom'])}."


def _about_time(subject: str, *paragraphs: str) -> Written:
    return Written(subject, list(paragraphs), _("Visa tiden"), Leads.MEETING)


def _time_booked(facts: dict, today: date) -> Written:
    return _about_time(
        _("Tiden är bokad"),
        facts["clinic"],
        _time(facts, today),
        _("Det går att byta eller avboka till ett dygn före."),
    )


def _time_freed(facts: dict, today: date) -> Written:
    needed = _("Ni behöver fortfarande träffas innan receptet kan förnyas.")
    return _about_time(_("Tiden är avbokad"), facts["clinic"], _time(facts, today), needed)


def _time_gone(facts: dict, today: date) -> Written:
    number = facts["left"]
    left = ngettext(
        "Det finns %(num)s annan tid att välja.", "Det finns %(num)s andra tider att välja.", number
    )
    call = _("Ring %(phone)s och boka en tid.") % {"phone": formats.phone(facts["phone"])}
    was = _("Det var den tid som var bokad.") if facts["was_booked"] else ""
    said = [facts["clinic"], _time(facts, today), was, left % {"num": number} if number else "", call]
    return _about_time(_("Mottagningen har tagit bort en tid"), *(each for each in said if each))


def _time_near(facts: dict, today: date) -> Written:
    return _about_time(_("Påminnelse om en tid"), facts["clinic"], _time(facts, today))


_WORDS = {
    Kind.RECEIVED: _received,
    Kind.QUESTION: _question,
    Kind.ANSWERED: _answered,
    Kind.RENEWED: _renewed,
    Kind.AGENT_ASKED: _agent_asked,
    Kind.AGENT_GIVEN: _agent_given,
    Kind.AGENT_YES: _agent_yes,
    Kind.AGENT_NO: _agent_no,
    Kind.AGENT_USED: _agent_used,
    Kind.AGENT_ENDED: _agent_ended,
    Kind.REMINDER: _reminder,
    Kind.TIME_BOOKED: _time_booked,
    Kind.TIME_FREED: _time_freed,
    Kind.TIME_GONE: _time_gone,
    Kind.TIME_NEAR: _time_near,
}
# What is worded otherwise for whoever acts in the patient's matter.
_ABOUT_ANOTHER = {Kind.RECEIVED: _received_for, Kind.RENEWED: _renewed_for}
