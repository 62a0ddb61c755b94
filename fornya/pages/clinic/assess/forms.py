"""Reads the decisions that staff have filled in: one per medicine, each checked at its own fields."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from fornya.design.fields import Errors, Form, Posted
from fornya.design.typed import too_long
from fornya.messages.decision_words import signed_text
from fornya.pages.clinic.assess import times
from fornya.pages.clinic.assess.words import decline_reasons, meet_reasons
from fornya.renewals.decide import LineDecision, NewPrescription
from fornya.renewals.reading import Line
from fornya.renewals.unchanged import VALID_MONTHS, unchanged
from fornya.rules.appointments import Slot
from fornya.rules.decision_reasons import BRIDGE_MONTHS
from fornya.rules.months import add_months
from fornya.rules.renewal_states import Event

CHOICES = ("renew", "change", "bridge", "ask", "meet", "decline")
NEEDS_PRESCRIPTION = frozenset({"renew", "bridge"})
FIELDS = (
    "do",
    "dosage",
    "quantity",
    "unit",
    "withdrawals",
    "until",
    "told",
    "bridge",
    "bridge_until",
    "bridge_text",
    "ask",
    "meet",
    "meet_text",
    "decline",
    "decline_text",
)
# Of the names of a line's fields, which end in its id, and of those that the whole form has once.
OURS = (*FIELDS, *times.FIELDS)
LONGEST_TEXT = 1000
LONGEST_DOSAGE = 400
LONGEST_UNIT = 40
MOST_WITHDRAWALS = 12
MOST_UNITS = 10_000


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in: the decisions when there are no errors. `slots` are the times by their rows."""

    form: Form
    errors: Errors
    decisions: tuple[LineDecision, ...]
    slots: dict[int, Slot]


def names_of(line_id: uuid.UUID) -> dict[str, str]:
    """Give the names of a line's fields."""
    return {field: f"{field}-{line_id}" for field in FIELDS}


def all_names(lines: list[Line]) -> list[str]:
    """Give the names of all fields of the form."""
    return [*(name for line in lines for name in names_of(line.id).values()), *times.names()]


def kept(form: Form, lines: list[Line]) -> dict[str, str]:
    """Give what is filled in, to be kept until it is shown again."""
    return {name: form.value(name) for name in all_names(lines)}


def blank(lines: list[Line], *, today: date) -> Form:
    """Give the form as first shown: what a change starts from is what was prescribed."""
    values = times.blank()
    for line in lines:
        names, facts = names_of(line.id), line.prescription
        values |= {
            names["dosage"]: facts.get("dosage_text", ""),
            names["quantity"]: facts.get("quantity", ""),
            names["unit"]: facts.get("unit", ""),
            names["withdrawals"]: str(facts.get("withdrawals_total", "")),
            names["until"]: add_months(today, VALID_MONTHS).isoformat(),
            names["bridge_until"]: add_months(today, BRIDGE_MONTHS).isoformat(),
        }
    return Form.showing(**values)


def read(posted: Posted, lines: list[Line], *, today: date, now: datetime) -> Filled:
    """Read and check all lines' decisions, and the times to meet that are offered with them."""
    form = Form.of(posted, *all_names(lines))
    errors, decisions = Errors(), []
    for line in lines:
        reader = _Reader(form, line, today)
        decision = reader.decision()
        decisions.append(decision)
        for name, message in reader.errors:
            errors = errors.add(name, message)
    slots, wrong = times.read(form, now=now)
    errors = Errors((*errors, *wrong))
    made = tuple(decision for decision in decisions if decision)
    if slots and not errors and not any(each.asks_to_meet for each in made):
        text = _("Tider erbjuds bara när ni behöver träffas. Välj det för ett läkemedel, eller töm tiderna")
        errors = errors.add(f"{times.DAY}-{min(slots)}", text)
    return Filled(form, errors, _with_times(made, tuple(slots.values())), slots)


def _with_times(decisions: tuple[LineDecision, ...], slots: tuple[Slot, ...]) -> tuple[LineDecision, ...]:
    """Let each decision that asks to meet carry the times: one meeting is for all of them."""
    return tuple(replace(each, times=slots) if each.asks_to_meet else each for each in decisions)


class _Reader:
    """Reads one line's fields, and gathers what must be put right."""

    def __init__(self, form: Form, line: Line, today: date) -> None:
        self.form, self.line, self.today = form, line, today
        self.names = names_of(line.id)
        self.errors = Errors()

    def value(self, field: str) -> str:
        return self.form.value(self.names[field])

    def wrong(self, field: str, message: str) -> None:
        self.errors = self.errors.add(self.names[field], message)

    def decision(self) -> LineDecision | None:
        chosen = self.value("do")
        if chosen not in CHOICES or (chosen in NEEDS_PRESCRIPTION and not self.line.prescription):
            self.wrong("do", _("Välj vad som ska hända med %(medicine)s") % {"medicine": self.line.name})
            return None
        known = {"renew": self._renew, "change": self._change, "bridge": self._bridge, "ask": self._ask}
        read = known.get(chosen)
        decision = read() if read else self._no(chosen)
        return None if self.errors else decision

    def _renew(self) -> LineDecision:
        return unchanged(self.line, today=self.today)

    def _change(self) -> LineDecision:
        dosage = self._text("dosage", LONGEST_DOSAGE, _("Skriv doseringen"))
        told = self._text("told", LONGEST_TEXT, _("Skriv till patienten vad som är ändrat"))
        unit = self._text("unit", LONGEST_UNIT, _("Skriv enheten, till exempel tablett"))
        facts = self.line.prescription
        new = NewPrescription(
            dosage_text=dosage,
            units_per_day=facts.get("units_per_day") if dosage == facts.get("dosage_text") else None,
            quantity=self._quantity(),
            unit=unit,
            withdrawals_total=self._withdrawals(),
            valid_until=self._until(),
        )
        return LineDecision(self.line.id, Event.APPROVE, new=new, changed=bool(facts), text=told)

    def _bridge(self) -> LineDecision:
        reason, text = self._reason("bridge", meet_reasons())
        facts = self.line.prescription
        new = NewPrescription(
            dosage_text=facts["dosage_text"],
            units_per_day=facts["units_per_day"],
            quantity=facts["quantity"],
            unit=facts["unit"],
            withdrawals_total=1,
            valid_until=self._until("bridge_until", BRIDGE_MONTHS),
        )
        return LineDecision(self.line.id, Event.APPROVE, new=new, changed=True, reason=reason, text=text)

    def _ask(self) -> LineDecision:
        return LineDecision(
            self.line.id, Event.ASK, text=self._text("ask", LONGEST_TEXT, _("Skriv frågan till patienten"))
        )

    def _no(self, chosen: str) -> LineDecision:
        reason, text = self._reason(chosen, meet_reasons() if chosen == "meet" else decline_reasons())
        event = Event.MEET if chosen == "meet" else Event.DECLINE
        return LineDecision(self.line.id, event, reason=reason, text=text)

    def _reason(self, chosen: str, reasons: dict[str, str]) -> tuple[str, str]:
        """Give the coded reason, and what is signed of it: its sentence and own words."""
        reason, own_words = self.value(chosen), self.value(f"{chosen}_text")
        if reason not in reasons:
            self.wrong(chosen, _("Välj ett skäl för %(medicine)s") % {"medicine": self.line.name})
            return "", ""
        if reason == "other" and not own_words:
            self.wrong(f"{chosen}_text", _("Skriv skälet, så att patienten förstår"))
        elif long := too_long(own_words, LONGEST_TEXT):
            self.wrong(f"{chosen}_text", long)
        return reason, signed_text(chosen, reason, own_words)

    def _text(self, field: str, longest: int, missing: str) -> str:
        text = self.value(field)
        if not text:
            self.wrong(field, missing)
        elif long := too_long(text, longest):
            self.wrong(field, long)
        return text

    def _quantity(self) -> str:
        try:
            quantity = Decimal(self.value("quantity").replace(",", ".").replace(" ", ""))
        except InvalidOperation:
            quantity = Decimal(0)
        if not quantity.is_finite() or not 0 < quantity <= MOST_UNITS:
            self.wrong("quantity", _("Skriv mängden per uttag med siffror, till exempel 100"))
        return f"{quantity:f}"

    def _withdrawals(self) -> int:
        text = self.value("withdrawals")
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
        if not 1 <= number <= MOST_WITHDRAWALS:
            self.wrong("withdrawals", _("Skriv antal uttag, 1 till %(most)s") % {"most": MOST_WITHDRAWALS})
        return number

    def _until(self, field: str = "until", months: int = VALID_MONTHS) -> str:
        try:
            until = date.fromisoformat(self.value(field))
        except ValueError:
            until = self.today
        if not self.today < until <= add_months(self.today, months):
            if months == BRIDGE_MONTHS:
                words = {"most": months}
                message = _("Skriv sista giltighetsdag som ÅÅÅÅ-MM-DD, högst %(most)s månader fram") % words
            else:
                message = _("Skriv sista giltighetsdag som ÅÅÅÅ-MM-DD, högst ett år fram")
            self.wrong(field, message)
        return until.isoformat()
