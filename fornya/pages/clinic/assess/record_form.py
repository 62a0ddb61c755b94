"""Reads what somebody has found in the record: a field left empty means that it is not known."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from fornya.design.fields import Errors, Form, Posted
from fornya.design.typed import at_field, day_wanted, too_long
from fornya.renewals.reading import Line, Whole
from fornya.renewals.record import Facts, facts_of
from fornya.rules.checks.case import Record
from fornya.rules.monitoring import DueStatus, review

FIELDS = ("visit", "egfr", "egfr_on", "allergy", "allergies", "pregnant", "bags", "bags_stop")
HIGHEST_EGFR = 200
LONGEST = 200
OLDEST = date(1900, 1, 1)
YES_OR_NO = {"yes": True, "no": False}


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in: the facts, when there are no errors."""

    form: Form
    errors: Errors
    facts: Facts


def checked_name(line: Line) -> str:
    """Give the name of the field for when a medicine's checks were last made."""
    return f"checked-{line.id}"


def monitored(whole: Whole, today: date) -> list[Line]:
    """Give the medicines that need checks."""
    return [
        line
        for line in whole.lines
        if review(line.prescription.get("monitoring_group"), None, today).status
        is not DueStatus.NOT_MONITORED
    ]


def showing(whole: Whole) -> Form:
    """Give the form as it was last filled in."""
    facts = facts_of(whole.prepared.record if whole.prepared else {})
    person = facts.person
    words = {True: "yes", False: "no", None: ""}
    allergy = "" if person.allergies is None else "yes" if person.allergies else "no"
    values = {
        "visit": _iso(person.last_visit_on),
        "egfr": "" if person.egfr is None else str(person.egfr),
        "egfr_on": _iso(person.egfr_on),
        "allergy": allergy,
        "allergies": ", ".join(person.allergies or ()),
        "pregnant": words[person.pregnant],
        "bags": words[person.in_bags],
        "bags_stop": _iso(person.bags_stop_on),
    }
    values |= {f"checked-{line_id}": on.isoformat() for line_id, on in facts.checked_on.items()}
    return Form.showing(**values)


def read(posted: Posted, whole: Whole, *, today: date) -> Filled:
    """Read and check what was found in the record."""
    lines = monitored(whole, today)
    form = Form.of(posted, *FIELDS, *(checked_name(line) for line in lines))
    reader = _Reader(form, today)
    person = reader.person()
    checked = {line.id: on for line in lines if (on := reader.past(checked_name(line), _checks_of(line)))}
    return Filled(form, reader.errors, Facts(person, checked))


def _checks_of(line: Line) -> str:
    return _("Senaste kontrollerna för %(medicine)s") % {"medicine": line.name}


class _Reader:
    """Reads the fields, and gathers what must be put right."""

    def __init__(self, form: Form, today: date) -> None:
        self.form, self.today, self.errors = form, today, Errors()

    def person(self) -> Record:
        found = Record(
            last_visit_on=self.past("visit", _("Senaste besöket")),
            egfr=self._egfr(),
            egfr_on=self.past("egfr_on", _("Dag för eGFR")),
            allergies=self._allergies(),
            pregnant=YES_OR_NO.get(self.form.value("pregnant")),
            in_bags=YES_OR_NO.get(self.form.value("bags")),
            bags_stop_on=self._day("bags_stop", _("Dag då påsarna slutar göras")),
        )
        if found.egfr is not None and found.egfr_on is None and not self.errors.of("egfr_on"):
            self._wrong("egfr_on", _("Skriv vilken dag eGFR togs, som ÅÅÅÅ-MM-DD"))
        return found if found.in_bags else replace(found, bags_stop_on=None)

    def past(self, name: str, label: str) -> date | None:
        day = self._day(name, label)
        if day and day > self.today:
            self._wrong(name, at_field(label, _("Skriv en dag som har varit, som ÅÅÅÅ-MM-DD")))
            return None
        return day

    def _day(self, name: str, label: str) -> date | None:
        text = self.form.value(name)
        try:
            day = date.fromisoformat(text) if text else None
        except ValueError:
            day = date.min
        if day and day < OLDEST:
            self._wrong(name, at_field(label, day_wanted()))
            return None
        return day

    def _egfr(self) -> int | None:
        text = self.form.value("egfr")
        if not text:
            return None
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        if not 1 <= number <= HIGHEST_EGFR:
            self._wrong("egfr", _("Skriv eGFR som ett heltal, 1 till %(most)s") % {"most": HIGHEST_EGFR})
        return number

    def _allergies(self) -> tuple[str, ...] | None:
        answer, text = self.form.value("allergy"), self.form.value("allergies")
        if answer == "no" and text:
            self._wrong("allergies", _("Välj Ja om det finns en överkänslighet, eller ta bort texten"))
        if answer == "yes" and not text:
            self._wrong("allergies", _("Skriv vad överkänsligheten gäller"))
        if long := too_long(text, LONGEST):
            self._wrong("allergies", long)
        words = tuple(word.strip() for word in text.split(",") if word.strip())
        return {"yes": words, "no": ()}.get(answer, words or None)

    def _wrong(self, name: str, message: str) -> None:
        self.errors = self.errors.add(name, message)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
