"""How days, times, money and numbers are written on screen, in the reader's language.

Swedish is the pattern: "onsdag 25 november", "klockan 13.40", "1 660 kr" with spaces that do not break.
Day and time functions take what they need as arguments; nothing here reads a clock.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton, match_skeleton
from babel.dates import format_time as babel_time
from babel.numbers import format_decimal
from django.utils.text import capfirst
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from fornya.rules.swedish_time import STOCKHOLM, swedish_day

NO_BREAK = "\N{NO-BREAK SPACE}"
FROM_LEFT, AND_BACK = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"

# Where a language alone says too little: British English has our order of day and month.
LOCALES = {"en": "en_GB", "sv": "sv_SE", "sv-simple": "sv_SE"}
# Day and night in 24 hours, as on every clock and time slip here; CLDR counts Arabic and Somali to twelve.
CLOCKS = {"sv": "HH.mm", "ar": "H:mm", "so": "H:mm"}
MINUTES_AFTER_A_POINT = ("sv", "fi")

AREA_CODES_OF_TWO = frozenset(
    ("11", "13", "16", "18", "19", "21", "23", "26", "31", "33", "35", "36", "40", "42")
)
AREA_CODES_OF_TWO |= frozenset(("44", "46", "54", "60", "63", "90", "70", "72", "73", "76", "79", "77", "20"))


def day(value: date | datetime, today: date | None = None) -> str:
    """Write a day with its weekday; with the year unless it is the same year as `today`."""
    moment = local_day(value)
    return _day(moment, today is None or moment.year != local_day(today).year, "EEEE", _language())


def short_day(value: date | datetime, today: date | None = None) -> str:
    """Write a day without its weekday, for tables and tight places: "25 november 2026"."""
    moment = local_day(value)
    return _day(moment, today is None or moment.year != local_day(today).year, "", _language())


def month(value: date) -> str:
    """Write a month and its year: "november 2026"."""
    return format_skeleton("yMMMM", value, locale=_locale(_language()))


def clock(value: datetime) -> str:
    """Write a time of day: "klockan 13.40"."""
    return _("klockan %(time)s") % {"time": bare_clock(value)}


def bare_clock(value: datetime) -> str:
    """Write a time of day without the word before it: "13.40"."""
    moment = value.astimezone(STOCKHOLM)
    return _clock(moment.hour, moment.minute, _language())


def day_and_clock(value: datetime, today: date | None = None) -> str:
    """Write a day and a time: "onsdag 25 november, klockan 13.40"."""
    return _("%(day)s, %(clock)s") % {"day": day(value, today), "clock": clock(value)}


def next_clock(value: datetime, now: datetime) -> str:
    """Write when to come back, never too early: "klockan 14.32", "i morgon, klockan 8.05"."""
    whole = value.replace(second=0, microsecond=0)
    minute = whole if whole == value else whole + timedelta(minutes=1)
    if local_day(minute) == local_day(now):
        return clock(minute)
    return _("%(day)s, %(clock)s") % {"day": relative_day(minute, local_day(now)), "clock": clock(minute)}


def relative_day(value: date | datetime, today: date) -> str:
    """Write "i dag", "i morgon" or "i går" where that is true, otherwise the day."""
    apart = (local_day(value) - local_day(today)).days
    if apart not in (-1, 0, 1):
        return day(value, today)
    return {-1: _("i går"), 0: _("i dag"), 1: _("i morgon")}[apart]


def local_day(value: date | datetime) -> date:
    """Give the day in Sweden that a moment falls on; a day is itself."""
    return swedish_day(value) if isinstance(value, datetime) else value


def money(ore: int) -> str:
    """Write an amount in öre as kronor: "1 660 kr", and "212,50 kr" only when öre are left over."""
    kronor = Decimal(ore) / 100
    pattern = "#,##0" if ore % 100 == 0 else "#,##0.00"
    amount = _decimal(kronor, pattern, _language()).replace("-", "\N{MINUS SIGN}")
    return _("%(amount)s kr").replace(" ", NO_BREAK) % {"amount": amount}


def number(value: int | Decimal) -> str:
    """Write a number: "12 500", "1,5"; no zeros that say nothing."""
    if isinstance(value, Decimal):
        value = value.normalize()
    return _decimal(value, "#,##0.######", _language())


def phone(value: str) -> str:
    """Group a Swedish phone number so that it does not break: "018-611 00 00". Others stay as they are."""
    digits = _national(value)
    if digits is None:
        return value
    area = "8" if digits.startswith("8") else digits[:2] if digits[:2] in AREA_CODES_OF_TWO else digits[:3]
    rest = digits[len(area) :]
    if not 5 <= len(rest) <= 8:
        return value
    return _apart(f"0{area}-{NO_BREAK.join(_groups(rest))}")


def tel(value: str) -> str:
    """Give the address of a phone number: "tel:+46186110000"; short numbers such as 1177 stay short."""
    digits = _national(value)
    return f"tel:+46{digits}" if digits is not None else "tel:" + re.sub(r"[^\d+]", "", value)


def personnummer(value: str) -> str:
    """Write a personal identity number, 12 digits, with its hyphen: "19850614-9825"."""
    return _apart(f"{value[:8]}-{value[8:]}")


def unbroken(value: str) -> str:
    """Keep a short text such as "50 mg" on one line."""
    return value.replace(" ", NO_BREAK)


def spans(hours: list[tuple[str, str]]) -> str:
    """Write spans of hours: "8–10 och 13–15.30" from ("08:00", "10:00"), ("13:00", "15:30")."""
    written = [
        _("%(opens)s–%(closes)s") % {"opens": _hour(start), "closes": _hour(end)} for start, end in hours
    ]
    if len(written) < 2:
        return "".join(written)
    return _("%(first)s och %(last)s") % {"first": ", ".join(written[:-1]), "last": written[-1]}


def language_name(code: str) -> str:
    """Name a language, with a capital as at the start of a line: "Arabiska"."""
    known = _locale(_language()).languages
    name = known.get(code) or _locale("sv").languages.get(code, code)
    return capfirst(name)


def in_swedish(text: str) -> Markup:
    """Write what somebody else has written in Swedish, so that it is read aloud and runs as Swedish."""
    if _locale(_language()).language == "sv":
        return escape(text)
    return Markup('<span lang="sv" dir="ltr">{}</span>').format(text)


def in_readers_language(texts: Mapping[str, str]) -> Markup:
    """Write the text in the reader's language, or else the Swedish one; `texts` are by language code."""
    return escape(texts[_language()]) if _language() in texts else in_swedish(texts["sv"])


FILTERS = {
    function.__name__: function
    for function in (
        *(day, short_day, month, clock, bare_clock, day_and_clock, relative_day),
        *(money, number, phone, tel, personnummer, unbroken, spans, in_swedish, in_readers_language),
    )
}


@lru_cache(maxsize=4096)
def _day(value: date, with_year: bool, weekday: str, language: str) -> str:
    locale = _locale(language)
    if locale.language == "sv":
        # CLDR writes "onsdag 25 november 2026" too, but an update of its data must not change our pages.
        names = locale.days["format"]["wide"], locale.months["format"]["wide"]
        name = f"{names[0][value.weekday()]} " if weekday else ""
        return f"{name}{value.day} {names[1][value.month]}" + (f" {value.year}" if with_year else "")
    return format_date(value, _day_pattern(locale, with_year, bool(weekday)), locale=locale)


@lru_cache(maxsize=4096)
def _clock(hour: int, minute: int, language: str) -> str:
    locale = _locale(language)
    return babel_time(time(hour, minute), CLOCKS.get(locale.language, "short"), locale=locale)


@lru_cache(maxsize=4096)
def _decimal(value: int | Decimal, pattern: str, language: str) -> str:
    return format_decimal(value, pattern, locale=_locale(language))


@lru_cache(maxsize=256)
def _day_pattern(locale: Locale, with_year: bool, weekday: bool) -> str:
    """Give the locale's own order of the parts, with month and weekday spelt out."""
    wanted = f"{'y' if with_year else ''}MMMM{'E' if weekday else ''}d"
    nearest = match_skeleton(wanted, locale.datetime_skeletons) or "yMMMEd"
    parts = str(locale.datetime_skeletons[nearest]).split("'")
    for at in range(0, len(parts), 2):  # every other part stands between quotes and is text
        parts[at] = re.sub("E+|c+", "EEEE", re.sub("MMM+|LLL+", "MMMM", parts[at]))
    return "'".join(parts)


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(
            LOCALES.get(language, language), sep="_" if "_" in LOCALES.get(language, "") else "-"
        )
    except (UnknownLocaleError, ValueError):
        return Locale("sv", "SE")


def _apart(figures: str) -> str:
    """Keep groups of figures in their order where the words around them run from right to left."""
    return f"{FROM_LEFT}{figures}{AND_BACK}" if get_language_bidi() else figures


def _language() -> str:
    return get_language() or "sv"


def _national(value: str) -> str | None:
    """Give the digits after the country code or the leading zero; None when it is no Swedish number."""
    digits = re.sub(r"[\s()\-–/]", "", value)
    for start in ("+46", "0046"):
        if digits.startswith(start):
            digits = "0" + digits.removeprefix(start).removeprefix("0")
    return digits[1:] if re.fullmatch(r"0[1-9]\d{6,9}", digits) else None


def _groups(digits: str) -> list[str]:
    """Split what follows the area code as it is read aloud: 3-2, 2-2-2, 3-2-2, 3-3-2."""
    shape = {5: (3, 2), 6: (2, 2, 2), 7: (3, 2, 2), 8: (3, 3, 2)}[len(digits)]
    parts, at = [], 0
    for size in shape:
        parts.append(digits[at : at + size])
        at += size
    return parts


def _hour(value: str) -> str:
    hour, _colon, minute = value.partition(":")
    if minute in ("", "00"):
        return str(int(hour))
    return f"{int(hour)}{'.' if _locale(_language()).language in MINUTES_AFTER_A_POINT else ':'}{minute}"
