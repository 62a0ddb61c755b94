"""The times to meet that staff offer with a decision: a row each, and for how long and with whom once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.design.fields import Errors, Form
from fornya.design.parts import Option
from fornya.design.typed import at_field, day_wanted, read_day, read_moment, read_number, too_long
from fornya.messages.time_words import way_words
from fornya.rules.appointments import (
    LONGEST,
    MOST_OFFERED,
    SHORTEST,
    Slot,
    Way,
    Wrong,
    is_day_off,
    wrong_with,
)

DAY, CLOCK, WAY, MINUTES, WHOM = "time_day", "time_clock", "time_way", "time_minutes", "time_whom"
FIELDS = (DAY, CLOCK, WAY, MINUTES, WHOM)
NUMBERS = range(1, MOST_OFFERED + 1)
USUAL_MINUTES = 30
LONGEST_WHOM = 60

_WRONG = {
    Wrong.PAST: N_("Välj en tid minst en timme fram"),
    Wrong.FAR: N_("Välj en tid inom sex månader"),
    Wrong.TWICE: N_("Tiden krockar med en annan tid som du har skrivit"),
    Wrong.TAKEN: N_(
        "Tiden är redan erbjuden någon annan. Välj en annan tid, eller skriv vem patienten träffar"
    ),
}


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A row of the form; `hint` says that the day is easily a mistake."""

    number: int
    day: str
    clock: str
    way: str
    hint: str


def names() -> list[str]:
    """Give the names of all fields."""
    return [*(f"{field}-{number}" for number in NUMBERS for field in (DAY, CLOCK, WAY)), MINUTES, WHOM]


def blank() -> dict[str, str]:
    """Give what the fields are first shown with."""
    return {MINUTES: str(USUAL_MINUTES)} | {f"{WAY}-{number}": Way.CLINIC.value for number in NUMBERS}


def rows(form: Form) -> list[TimeRow]:
    """Give the rows as they are filled in."""
    return [
        TimeRow(number, f"{DAY}-{number}", f"{CLOCK}-{number}", f"{WAY}-{number}", _hint(form, number))
        for number in NUMBERS
    ]


def is_filled(form: Form) -> bool:
    """Tell whether any time is written."""
    return any(_typed(form, number) != ("", "") for number in NUMBERS)


def ways() -> list[Option]:
    """Give the ways to meet."""
    return [Option(value=way.value, text=way_words(way)) for way in Way]


def read(form: Form, *, now: datetime) -> tuple[dict[int, Slot], Errors]:
    """Read the rows that are filled in, each checked at its own fields, by their numbers."""
    errors, found = Errors(), dict[int, Slot]()
    if not is_filled(form):
        return found, errors
    minutes, whom, below = _for_all(form)
    for number in NUMBERS:
        starts_at, wrong = _starts_at(form, number)
        errors = Errors((*errors, *wrong))
        if starts_at is None:
            continue
        way = form.value(f"{WAY}-{number}")
        slot = Slot(starts_at, minutes or USUAL_MINUTES, Way(way) if way in set(Way) else Way.CLINIC, whom)
        if why := wrong_with(slot, found.values(), (), now=now):
            errors = errors.add(f"{DAY}-{number}", _of_time(number, _(_WRONG[why])))
        found[number] = slot
    return found, Errors((*errors, *below))


def _for_all(form: Form) -> tuple[int | None, str, Errors]:
    """Read for how long and with whom, which stand below the times."""
    errors, whom = Errors(), form.value(WHOM)
    minutes = read_number(form.value(MINUTES), lowest=SHORTEST, highest=LONGEST)
    if minutes is None:
        words = {"least": SHORTEST, "most": LONGEST}
        errors = errors.add(MINUTES, _("Skriv antal minuter, %(least)s till %(most)s") % words)
    if long := too_long(whom, LONGEST_WHOM):
        errors = errors.add(WHOM, long)
    return minutes, whom, errors


def _of_time(number: int, wrong: str) -> str:
    return at_field(_("Tid %(number)s") % {"number": number}, wrong)


def not_offered(slots: Mapping[int, Slot], slot: Slot, why: Wrong) -> Errors:
    """Say at its row why a time was not offered."""
    number = next((number for number, each in slots.items() if each == slot), NUMBERS[0])
    return Errors().add(f"{DAY}-{number}", _of_time(number, _(_WRONG[why])))


def _typed(form: Form, number: int) -> tuple[str, str]:
    return form.value(f"{DAY}-{number}"), form.value(f"{CLOCK}-{number}")


def _starts_at(form: Form, number: int) -> tuple[datetime | None, Errors]:
    day, clock = _typed(form, number)
    if not day and not clock:
        return None, Errors()
    if read_day(day) is None:
        return None, Errors().add(f"{DAY}-{number}", _of_time(number, day_wanted()))
    moment = read_moment(f"{day} {clock}")
    if moment is None:
        wanted = _("Skriv klockslaget, till exempel 10.15")
        return None, Errors().add(f"{CLOCK}-{number}", _of_time(number, wanted))
    return moment.astimezone(UTC), Errors()


def _hint(form: Form, number: int) -> str:
    starts_at, _wrong = _starts_at(form, number)
    return _("Helg eller röd dag") if starts_at and is_day_off(starts_at) else ""
