"""Read a prescriber's Swedish dose text as units a day, where it says one amount plainly and nothing else.

A text is understood whole or not at all: what is left over when amount, unit and times have been read makes
it unreadable. Nothing is guessed, since a wrong number tells somebody that the medicine lasts longer than it
does. What the store says in figures is used only where the words do not contradict it.

Source: how doses are written on Swedish pharmacy labels; tables/dose_words.toml, our own judgement.
Reviewed: 2026-11-23
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from fornya.rules.dated import read_table


class DoseWhy(StrEnum):
    """Why there is an amount a day, or why there is none."""

    COUNTED = "counted"
    AS_NEEDED = "as_needed"
    VARIES = "varies"
    OTHER_UNIT = "other_unit"
    NOT_UNDERSTOOD = "not_understood"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True)
class Dose:
    """Units a day, exact; None with the reason where they cannot be counted."""

    per_day: Fraction | None
    why: DoseWhy


@lru_cache(maxsize=4096)
def read(text: str, unit: str) -> Dose:
    """Read a dose text for a medicine that is handed out in `unit`."""
    if len(text) > _LONGEST:
        return Dose(None, DoseWhy.NOT_UNDERSTOOD)
    plain = _plain(text)
    doubt = _doubt(plain)
    if doubt is not None:
        return Dose(None, doubt)
    bare = _without_what_stands_beside(plain)
    found = _in_a_pattern(bare) or _in_parts(bare)
    if found is None:
        return Dose(None, DoseWhy.OTHER_UNIT if _OTHER_MEASURE.search(bare) else DoseWhy.NOT_UNDERSTOOD)
    per_day, said_unit = found
    families = {_FAMILY.get(said_unit or unit.strip().lower()), _FAMILY.get(unit.strip().lower())}
    if len(families) > 1:
        # A stock of "doser" may be injections or puffs alike; tablets are never capsules.
        return Dose(None, DoseWhy.OTHER_UNIT if families & {None, "dos"} else DoseWhy.CONTRADICTED)
    return Dose(per_day, DoseWhy.COUNTED) if per_day > 0 else Dose(None, DoseWhy.NOT_UNDERSTOOD)


@lru_cache(maxsize=4096)
def agreed(text: str, unit: str, in_figures: Decimal | None) -> Dose:
    """Return the dose that words and figures agree on; words that only cannot be read leave the figures."""
    words = read(text, unit)
    if in_figures is None or not (in_figures.is_finite() and in_figures > 0):
        return words
    figures = Fraction(in_figures)
    if words.why in (DoseWhy.NOT_UNDERSTOOD, DoseWhy.OTHER_UNIT):
        return Dose(figures, DoseWhy.COUNTED)
    if words.per_day is None:
        return words
    # One a week is 0.143 a day in figures: they need not agree to the last decimal.
    is_same = abs(words.per_day - figures) * 100 <= words.per_day
    return Dose(words.per_day, DoseWhy.COUNTED) if is_same else Dose(None, DoseWhy.CONTRADICTED)


_TABLE = read_table("dose_words")
_FAMILY: dict[str, str] = {word: family for family, words in _TABLE["units"].items() for word in words}
# "500 x 2" says milligrams, though it does not say so.
_MOST_WITHOUT_UNIT = 4
_MOST_PARTS = 4
_LONGEST = 300
_COUNTS = ("en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio")
_NUMBER_WORDS = {word: number for number, word in enumerate(_COUNTS, start=1)} | {"ett": 1}
_HALVES = ("en halv", "ett halvt", "halv", "½", "1/2")
_ORDINALS = {"andra": 2, "tredje": 3, "fjärde": 4, "femte": 5, "sjätte": 6, "sjunde": 7}


def _any_of(words: Iterable[str]) -> str:
    """Match any of the words, the longest first, since one may begin with another."""
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"


def _any_pattern(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_NUMBER = rf"(?:\d+ ?½|\d+ 1/2|1/4|{_any_of(_HALVES)}|\d+(?:[.,]\d+)?|{_any_of(_NUMBER_WORDS)})"
_UNIT = _any_of(_FAMILY)
_BEFORE = _any_of(_TABLE["times"]["before_a_moment"])
_CLOCK = r"(?:kl|kl\.|klockan) ?\d{1,2}(?:[.:]\d\d)?"
_MOMENT = rf"(?:(?:{_BEFORE} )?{_any_of(_TABLE['times']['moments'])}|mitt på dagen|{_CLOCK})"
_DAY = r"(?:(?:per|om|på) (?:dagen|dag|dygnet|dygn)|dagligen|varje (?:dag|dygn)|/dag|/dygn)"
_WEEK = r"(?:(?:per|i|om) veckan|per vecka|varje vecka|en dag i veckan|/vecka)"
_WEEKDAY = r"(?:måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)(?:ar|en)?"
_JOINED = r"(?:, och |, | och | samt | \+ )"
_MOMENTS = rf"{_MOMENT}(?:{_JOINED}{_MOMENT})*"
_TIMES = rf"(?P<times>{_NUMBER}) (?:gånger|gång|ggr\.|ggr|gg)"
_EVERY: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("times", rf"{_TIMES} {_DAY}|x ?(?P<x>[1-6])(?: {_DAY})?"),
        ("times_a_week", rf"{_TIMES} {_WEEK}"),
        ("day", rf"{_DAY}(?:,? {_MOMENT})?"),
        ("hours", r"var (?P<hours>\d{1,2})(?::e|:de|e)? timme"),
        ("second", r"varannan dag|varannat dygn"),
        ("nth", rf"var (?P<nth>{_any_of(_ORDINALS)}|\d{{1,2}}:(?:e|de)) (?:dag|dygn)"),
        ("week", _WEEK),
        ("second_week", r"varannan vecka"),
        ("weekdays", rf"(?:varje |på )?{_WEEKDAY}(?:{_JOINED}{_WEEKDAY})*(?: varje vecka)?"),
        ("moments", rf"(?P<moments>{_MOMENTS})(?: {_DAY})?"),
        ("times_and_moments", rf"{_TIMES} {_DAY},? (?P<moments>{_MOMENTS})"),
    )
)
_PART = re.compile(rf"(?:ta |tag )?(?P<number>{_NUMBER}) ?(?P<unit>{_UNIT})? (?P<every>.+)")
_HALF_OR_WHOLE = r"\d(?:[.,]5)?"
_PATTERN = re.compile(
    rf"(?:(?P<before>{_UNIT}) )?(?P<row>{_HALF_OR_WHOLE}(?: ?\+ ?{_HALF_OR_WHOLE}){{1,3}})"
    rf"(?: (?P<unit>{_UNIT}))?(?: {_DAY})?"
)
_SHORT = re.compile(rf"(?P<number>\d+(?:[.,]\d+)?) ?(?P<unit>{_UNIT})? ?[x×] ?(?P<times>[1-6])(?: {_DAY})?")
_NEXT_AMOUNT = rf"(?={_NUMBER}\b(?! ?(?:gång|ggr|gg)))"
_BETWEEN_PARTS = re.compile(rf"(?:,? (?:och|samt) |, ){_NEXT_AMOUNT}")
_SPAN = rf"{_NUMBER} ?(?:-|–|—| till | eller ){_NUMBER}\b"
_AS_NEEDED = _any_pattern(_TABLE["doubt"]["as_needed"])
_VARIES = _any_pattern([_SPAN, *_TABLE["doubt"]["varies"]])
_OTHER_MEASURE = _any_pattern(_TABLE["doubt"]["other_measure"])
_BESIDE = tuple(re.compile(f",? ?{pattern}") for pattern in _TABLE["beside"]["patterns"])


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFC", text).lower()
    spaced = re.sub(r"\s+", " ", folded).strip()
    whole = re.sub(r"\b(?:en|ett) och (?:en halv|ett halvt)\b", "1,5", spaced)
    return re.sub(r"[.;](?=$| (?=[a-zåäö]))", ",", whole).strip(" ,.;:")


def _doubt(plain: str) -> DoseWhy | None:
    if _AS_NEEDED.search(plain):
        return DoseWhy.AS_NEEDED
    return DoseWhy.VARIES if _VARIES.search(plain) else None


def _without_what_stands_beside(plain: str) -> str:
    for _ in range(3):  # one may hide another
        for beside in _BESIDE:
            plain = beside.sub("", plain).strip(" ,")
    return plain


def _in_a_pattern(bare: str) -> tuple[Fraction, str | None] | None:
    """Read "1+0+1 tablett" and "2 tabl x 3"."""
    row = _PATTERN.fullmatch(bare)
    if row:
        units = {each for each in (row["before"], row["unit"]) if each}
        total = sum((_number(each.strip()) for each in row["row"].split("+")), Fraction(0))
        return (total, next(iter(units), None)) if len(units) < 2 else None
    short = _SHORT.fullmatch(bare)
    if short is None or (short["unit"] is None and _number(short["number"]) > _MOST_WITHOUT_UNIT):
        return None
    return _number(short["number"]) * int(short["times"]), short["unit"]


def _in_parts(bare: str) -> tuple[Fraction, str | None] | None:
    """Read one phrase, or several that are added up: "1 tablett på morgonen och 2 till natten"."""
    parts = _BETWEEN_PARTS.split(bare)
    if len(parts) > _MOST_PARTS:
        return None
    total, units = Fraction(0), set[str]()
    for part in parts:
        read_part = _part(part, is_alone=len(parts) == 1)
        if read_part is None:
            return None
        total += read_part[0]
        units |= {read_part[1]} if read_part[1] else set()
    if len({_FAMILY[each] for each in units}) > 1:
        return None
    return total, next(iter(units), None)


def _part(part: str, *, is_alone: bool) -> tuple[Fraction, str | None] | None:
    found = _PART.fullmatch(part.strip(" ,"))
    if found is None or (is_alone and not found["unit"]):
        return None
    times = _times_a_day(found["every"].strip(" ,"))
    # In a list of moments, the next part must be another moment of the day and not another way to say it.
    if times is None or not (is_alone or times == 1):
        return None
    return _number(found["number"]) * times, found["unit"]


def _times_a_day(every: str) -> Fraction | None:
    for kind, pattern in _EVERY:
        found = pattern.fullmatch(every)
        if found:
            return _SHARES[kind](found)
    return None


def _times(found: re.Match[str]) -> Fraction:
    return _number(found["times"] or found["x"])


def _hours(found: re.Match[str]) -> Fraction | None:
    hours = int(found["hours"])
    return Fraction(24, hours) if hours and 24 % hours == 0 else None


def _nth(found: re.Match[str]) -> Fraction | None:
    nth = _ORDINALS.get(found["nth"]) or int(found["nth"].partition(":")[0])
    return Fraction(1, nth) if nth else None


def _weekdays(found: re.Match[str]) -> Fraction | None:
    days = re.findall("mån|tis|ons|tors|fre|lör|sön", found[0])
    return Fraction(len(days), 7) if len(set(days)) == len(days) else None


def _moments(found: re.Match[str]) -> Fraction | None:
    """Count the moments of a day; none where two are said with the same words."""
    said = [each[0] for each in re.finditer(_MOMENT, found["moments"])]
    kinds = {each if re.match(_CLOCK, each) else re.sub(f"^{_BEFORE} ", "", each)[:5] for each in said}
    return Fraction(len(said)) if len(kinds) == len(said) else None


def _times_and_moments(found: re.Match[str]) -> Fraction | None:
    times = _number(found["times"])
    return times if times == _moments(found) else None


_SHARES: dict[str, Callable[[re.Match[str]], Fraction | None]] = {
    "times": _times,
    "times_a_week": lambda found: _number(found["times"]) / 7,
    "day": lambda _found: Fraction(1),
    "hours": _hours,
    "second": lambda _found: Fraction(1, 2),
    "nth": _nth,
    "week": lambda _found: Fraction(1, 7),
    "second_week": lambda _found: Fraction(1, 14),
    "weekdays": _weekdays,
    "moments": _moments,
    "times_and_moments": _times_and_moments,
}


def _number(said: str) -> Fraction:
    if said in _NUMBER_WORDS:
        return Fraction(_NUMBER_WORDS[said])
    if said in _HALVES:
        return Fraction(1, 2)
    if said == "1/4":
        return Fraction(1, 4)
    if said.endswith(("½", " 1/2")):
        return Fraction(said.removesuffix("½").removesuffix(" 1/2").strip()) + Fraction(1, 2)
    return Fraction(said.replace(",", "."))
