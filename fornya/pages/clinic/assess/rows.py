"""Plain values for the assessment page."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.design.formats import bare_clock, day, money, number, personnummer, short_day
from fornya.design.parts import Row, Step
from fornya.design.units import amount_words
from fornya.medicines.overview import Medicine, Overview
from fornya.pages.clinic.assess.checks import Checks, checks_of
from fornya.pages.clinic.assess.forms import names_of
from fornya.pages.clinic.assess.words import answer_word, happened_word, outcome_word, reason_word
from fornya.pages.clinic.words import language_word, status_word
from fornya.renewals.checking import fills_of, medicine_of
from fornya.renewals.reading import Earlier, Line, Whole
from fornya.renewals.shown import Checked
from fornya.rules.adherence import measure, usual_window
from fornya.rules.personnummer import COORDINATION_OFFSET, age_on
from fornya.rules.renewal_states import TO_DECIDE
from fornya.rules.swedish_time import STOCKHOLM, swedish_day


@dataclass(frozen=True, slots=True)
class Collected:
    """One dispensing in the history."""

    day: str
    amount: str
    pharmacy: str


@dataclass(frozen=True, slots=True)
class Covered:
    """How many of the days the collected amount should have lasted, in words and figures."""

    text: str
    days: int
    of: int


@dataclass(frozen=True, slots=True)
class Item:
    """One medicine of the request as the page shows it."""

    line: Line
    names: dict[str, str]
    state: str
    tone: str
    waits: bool
    can_renew_as_is: bool
    facts: list[Row]
    answers: list[Row]
    collected: list[Collected]
    covered: Covered | None
    checks: Checks | None
    earlier: list[Row]
    questions: list[Row]
    decided: list[Row]


def item(whole: Whole, line: Line, found: Overview, checked: Checked, *, today: date) -> Item:
    """Give one medicine with everything that is known of it."""
    word, tone = status_word(line.state.value)
    medicine = medicine_of(line, found)
    return Item(
        line=line,
        names=names_of(line.id),
        state=word,
        tone=tone,
        waits=line.state in TO_DECIDE,
        can_renew_as_is=bool(line.prescription),
        facts=_facts(line, medicine, today),
        answers=_answers(line),
        collected=_collected(medicine, today),
        covered=_covered(medicine, today),
        checks=checks_of(checked.get(line.id, ())),
        earlier=_earlier(whole, line, today),
        questions=[
            Row(key=asked.text, value=asked.answer or _("Väntar på svar från patienten"))
            for asked in line.questions
        ],
        decided=_decided(line, today),
    )


def about(whole: Whole, *, today: date) -> list[Row]:
    """Give who asks, and what holds for the whole request."""
    age = _("%(age)s år") % {"age": age_on(whole.birth_date, today)}
    rows = [
        Row(key=_number_word(whole), value=f"{personnummer(whole.personnummer)} ({age})"),
        Row(key=_("Skickad"), value=_moment(whole.sent_at, today)),
        *_sender(whole),
        Row(key=_("Svar senast"), value=day(whole.answer_by, today)),
        Row(key=_("Apotek"), value=_pharmacy(whole)),
        Row(key=_("Kostar"), value=money(whole.fee_ore)),
    ]
    if language := language_word(whole.language):
        rows.append(Row(key=_("Läser"), value=language))
    rows += [Row(key=own["question"], value=own["answer"] or _("Inget svar")) for own in whole.own_answers]
    return rows + ([Row(key=_("Patienten skriver"), value=whole.message)] if whole.message else [])


_FOR_ANOTHER = {"guardian": N_("%(name)s, vårdnadshavare"), "agent": N_("%(name)s, ombud")}


def _sender(whole: Whole) -> list[Row]:
    """Give who sent it where that was not the patient: who answered the questions, and who is told."""
    sent = next(
        (each for each in whole.history if each.what == "sent" and each.by_kind in _FOR_ANOTHER), None
    )
    return [Row(key=_("Skickad av"), value=_(_FOR_ANOTHER[sent.by_kind]) % {"name": sent.by})] if sent else []


def _number_word(whole: Whole) -> str:
    # A coordination number is a day of birth with 60 added to the day.
    return _("Samordningsnummer") if int(whole.personnummer[6:8]) > COORDINATION_OFFSET else _("Personnummer")


def _pharmacy(whole: Whole) -> str:
    if whole.is_protected:
        return _("Visas inte")
    return whole.pharmacy or _("Vilket som helst")


def history(whole: Whole, *, today: date) -> list[Step]:
    """Give the request's history."""
    return [
        Step(
            text=happened_word(event.what, event.by_kind),
            state="done",
            detail=f"{_moment(event.at, today)}, {event.by}",
        )
        for event in whole.history
    ]


def _facts(line: Line, medicine: Medicine | None, today: date) -> list[Row]:
    shown = line.prescription
    if not shown:
        return [
            Row(key=_("Skrivet av patienten"), value=line.name),
            Row(key=_("Varför"), value=line.answers.get("why") or _("Inget svar")),
        ]
    left = medicine.left if medicine else shown["left"]
    kind = [Row(key=_("Sort"), value=_("Hjälpmedel, på hjälpmedelskort"))] if shown.get("is_aid") else []
    return [
        *kind,
        Row(key=_("Dosering"), value=shown["dosage_text"]),
        Row(key=_("Per uttag"), value=f"{number(Decimal(shown['quantity']))} {shown['unit']}"),
        Row(
            key=_("Uttag kvar"),
            value=_("%(left)s av %(total)s") % {"left": left, "total": shown["withdrawals_total"]},
        ),
        Row(key=_("Giltigt till"), value=short_day(date.fromisoformat(shown["valid_until"]))),
        Row(key=_("Räcker till ungefär"), value=_run_out(shown, today)),
        Row(key=_("Ändamål"), value=shown.get("purpose") or _("Står inte på receptet")),
        Row(key=_("Förskrivet av"), value=f"{shown['prescriber_name']}, {shown['clinic_name']}"),
    ]


def _run_out(shown: dict, today: date) -> str:
    return (
        short_day(date.fromisoformat(shown["run_out"]), today)
        if shown["run_out"]
        else _("Kan inte räknas ut")
    )


def _answers(line: Line) -> list[Row]:
    is_aid = line.prescription.get("is_aid")
    harm, use = (
        (_("Besvär"), _("Används som på receptet"))
        if is_aid
        else (_("Biverkningar"), _("Tar som på receptet"))
    )
    rows = [
        Row(key=_("Fungerar bra"), value=answer_word(line.answers.get("works"))),
        Row(key=harm, value=answer_word(line.answers.get("side_effects"))),
        Row(key=use, value=answer_word(line.answers.get("as_prescribed"))),
    ]
    note = line.answers.get("note")
    return rows + ([Row(key=_("Patienten skriver"), value=note)] if note else [])


def _collected(medicine: Medicine | None, today: date) -> list[Collected]:
    if medicine is None:
        return []
    return [
        Collected(
            short_day(swedish_day(given.dispensed_at), today),
            amount_words(given.quantity, given.unit),
            given.pharmacy or _("Okänt apotek"),
        )
        for given in sorted(
            medicine.prescription.dispenses, key=lambda given: given.dispensed_at, reverse=True
        )
    ]


def _covered(medicine: Medicine | None, today: date) -> Covered | None:
    fills = fills_of(medicine) if medicine else ()
    window = usual_window(fills, today)
    if window is None:
        return None
    found = measure(fills, window)
    text = _("Det uthämtade räckte %(covered)s av %(days)s dagar sedan %(first)s.") % {
        "covered": found.covered_days,
        "days": found.window_days,
        "first": short_day(window.first, today),
    }
    return Covered(text, found.covered_days, found.window_days)


def _earlier(whole: Whole, line: Line, today: date) -> list[Row]:
    atc = line.prescription.get("atc")
    return [
        Row(key=short_day(swedish_day(made.at), today), value=_earlier_words(made))
        for made in whole.earlier
        if made.name == line.name or (atc and made.atc == atc)
    ]


def _earlier_words(made: Earlier) -> str:
    why = reason_word(made.outcome, made.reason)
    said = f"{outcome_word(made.outcome)}: {why}" if why else outcome_word(made.outcome)
    return _("%(what)s. %(name)s") % {"what": said, "name": made.by}


def _decided(line: Line, today: date) -> list[Row]:
    made = line.decision
    if made is None:
        return []
    rows = [Row(key=_("Beslutat av"), value=f"{made.by}, {_moment(made.at, today)}")]
    if made.prescription:
        new = made.prescription
        amount = _("%(count)s uttag med %(quantity)s %(unit)s, giltigt till %(day)s") % {
            "count": new["withdrawals_total"],
            "quantity": number(Decimal(new["quantity"])),
            "unit": new["unit"],
            "day": short_day(date.fromisoformat(new["valid_until"])),
        }
        rows += [Row(key=_("Dosering"), value=new["dosage_text"]), Row(key=_("Nytt recept"), value=amount)]
    return rows + ([Row(key=_("Till patienten"), value=made.text)] if made.text else [])


def _moment(at: datetime, today: date) -> str:
    local = at.astimezone(STOCKHOLM)
    return f"{short_day(local.date(), today)} {bare_clock(at)}"
