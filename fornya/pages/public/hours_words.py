"""Opening hours in words: now, an ordinary week, and the days ahead that differ from it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from markupsafe import Markup

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.design import formats
from fornya.design.opening_words import PHONE, NowWords, now_words
from fornya.rules.opening_hours import Hours, Span, spans_on, status_at
from fornya.rules.working_days import Holiday, holiday_on

DAYS_AHEAD = 28
SATURDAY = 6
_VISIT = NowWords(
    always=N_("Mottagningen är öppen nu."),
    until=N_("Mottagningen är öppen nu, till %(clock)s."),
    opens=N_("Mottagningen öppnar %(day)s %(clock)s."),
    unknown="",
)


def phone_now(clinic: ClinicPage, now: datetime) -> str:
    """Say whether somebody answers the phone now, and until when or from when."""
    return now_words(PHONE, directory.phone_status(clinic, now), now)


def visit_now(clinic: ClinicPage, now: datetime) -> str:
    """Say whether the door is open now; nothing where the clinic has left no hours."""
    return now_words(_VISIT, status_at(clinic.visit_hours, now), now)


def day_hours(spans: Sequence[Span]) -> str:
    """Say when it is open on a day: "klockan 8–10 och 13–14.30", or that it is closed."""
    if not spans:
        return _("stängt")
    pairs = [(f"{span.opens:%H:%M}", f"{span.closes:%H:%M}") for span in spans]
    return _("klockan %(hours)s") % {"hours": formats.spans(pairs)}


def week(hours: Hours) -> list[list[str]]:
    """Give the week as rows of days and hours, neighbouring days with the same hours in one row."""
    names = [_("måndag"), _("tisdag"), _("onsdag"), _("torsdag"), _("fredag"), _("lördag"), _("söndag")]
    rows: list[list[str]] = []
    first = 0
    for number in range(1, len(names) + 1):
        if number == len(names) or hours.weekly[number] != hours.weekly[first]:
            rows.append([_span_of_days(names, first, number - 1), capfirst(day_hours(hours.weekly[first]))])
            first = number
    return rows


def days_ahead(clinic: ClinicPage, today: date) -> list[list[str]]:
    """Give the coming days when the phone keeps other hours than usual, holidays on working days too."""
    notes = {odd.day: odd.note for odd in clinic.odd_days}
    rows = []
    for offset in range(DAYS_AHEAD):
        day = today + timedelta(days=offset)
        holiday = holiday_on(day)
        if day in clinic.phone_hours.exceptions or (holiday and day.isoweekday() < SATURDAY):
            said = capfirst(day_hours(spans_on(clinic.phone_hours, day)))
            named = capfirst(formats.day(day, today))
            if holiday:
                named = f"{named}, {holiday_words()[holiday]}"
            note = notes.get(day)
            rows.append(
                [named, Markup("{} ({})").format(said, formats.in_swedish(note.lower())) if note else said]
            )
    return rows


def holiday_words() -> dict[Holiday, str]:
    """Give what each holiday is called."""
    return {
        Holiday.NEW_YEARS_DAY: _("nyårsdagen"),
        Holiday.EPIPHANY: _("trettondedag jul"),
        Holiday.GOOD_FRIDAY: _("långfredagen"),
        Holiday.EASTER_SUNDAY: _("påskdagen"),
        Holiday.EASTER_MONDAY: _("annandag påsk"),
        Holiday.MAY_DAY: _("första maj"),
        Holiday.ASCENSION_DAY: _("Kristi himmelsfärdsdag"),
        Holiday.WHIT_SUNDAY: _("pingstdagen"),
        Holiday.WHIT_MONDAY: _("annandag pingst"),
        Holiday.NATIONAL_DAY: _("Sveriges nationaldag"),
        Holiday.MIDSUMMER_EVE: _("midsommarafton"),
        Holiday.MIDSUMMER_DAY: _("midsommardagen"),
        Holiday.ALL_SAINTS_DAY: _("alla helgons dag"),
        Holiday.CHRISTMAS_EVE: _("julafton"),
        Holiday.CHRISTMAS_DAY: _("juldagen"),
        Holiday.BOXING_DAY: _("annandag jul"),
        Holiday.NEW_YEARS_EVE: _("nyårsafton"),
    }


def _span_of_days(names: Sequence[str], first: int, last: int) -> str:
    if first == last:
        return capfirst(names[first])
    if last == first + 1:
        return capfirst(_("%(first)s och %(last)s") % {"first": names[first], "last": names[last]})
    return capfirst(_("%(first)s–%(last)s") % {"first": names[first], "last": names[last]})
