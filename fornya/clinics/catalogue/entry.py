"""One clinic of a file, checked: what is wrong is told in one sentence, and nothing half right gets in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from fornya.clinics.catalogue.faults import BadEntry, Fault
from fornya.clinics.codes import SPOKEN, Kind
from fornya.clinics.folding import fold
from fornya.rules.hsa_id import is_hsa_id

PHONE = re.compile(r"\+[1-9][0-9]{6,14}")
YES, NO = ("yes", "true", "1", "ja"), ("", "no", "false", "0", "nej")
MOST_ANSWER_DAYS = 30
LATITUDES, LONGITUDES = (55, 70), (10, 25)
LONGEST = {"name": 120, "street": 120, "place": 60}


@dataclass(frozen=True, slots=True)
class Raw:
    """A clinic as the file says it; `line` is where, counted as editors count."""

    line: int
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A clinic that may go in; without `languages` the file says nothing of them, and they stay."""

    hsa_id: str
    name: str
    kind: str
    municipality_id: str
    street: str
    postcode: str
    place: str
    phone: str
    renews_online: bool
    answer_days: int | None
    lat: Decimal | None
    lon: Decimal | None
    former_names: tuple[str, ...] = ()
    languages: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Municipalities:
    """The municipalities there are, found by code or by name."""

    codes: frozenset[str]
    by_name: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "Municipalities":
        """Make them of pairs of code and name."""
        known = list(pairs)
        return cls(frozenset(code for code, _ in known), {fold(name): code for code, name in known})

    def code(self, text: str) -> str:
        """Give the code of a code or a name; raises BadEntry."""
        code = text if text in self.codes else self.by_name.get(fold(text))
        if code is None:
            raise BadEntry(Fault.MUNICIPALITY, value=text)
        return code


def checked(raw: Raw, municipalities: Municipalities) -> Entry:
    """Check one clinic; raises BadEntry with the first thing that is wrong."""
    given = {name: (value or "").strip() for name, value in raw.fields.items()}
    if not is_hsa_id(given.get("hsa_id", "")):
        raise BadEntry(Fault.HSA_ID, value=given.get("hsa_id", ""))
    for name, longest in LONGEST.items():
        if not given.get(name):
            raise BadEntry(Fault.MISSING, column=name)
        if len(given[name]) > longest:
            raise BadEntry(Fault.TOO_LONG, column=name, most=longest)
    kind = given.get("kind", "")
    if kind not in {each.value for each in Kind}:
        raise BadEntry(Fault.KIND, value=kind)
    renews_online = _yes(given.get("renews_online", ""))
    return Entry(
        hsa_id=given["hsa_id"],
        name=given["name"],
        kind=kind,
        municipality_id=municipalities.code(given.get("municipality", "")),
        street=given["street"],
        postcode=_postcode(given.get("postcode", "")),
        place=given["place"],
        phone=_phone(given.get("phone", "")),
        renews_online=renews_online,
        answer_days=_answer_days(given.get("answer_days", ""), renews_online),
        lat=_degrees(given, "lat", LATITUDES),
        lon=_degrees(given, "lon", LONGITUDES),
        former_names=_parts(given.get("former_names", "")),
        languages=_languages(given["languages"]) if "languages" in given else None,
    )


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _languages(text: str) -> tuple[str, ...]:
    """Give the languages spoken besides Swedish, which all speak; raises BadEntry for an unknown code."""
    codes = sorted({part.lower() for part in _parts(text)} - {"sv"})
    for code in codes:
        if code not in SPOKEN:
            raise BadEntry(Fault.LANGUAGE, value=code)
    return tuple(codes)


def _yes(text: str) -> bool:
    if text.lower() not in YES + NO:
        raise BadEntry(Fault.YES_OR_NO, value=text)
    return text.lower() in YES


def _postcode(text: str) -> str:
    digits = text.replace(" ", "")
    if not re.fullmatch(r"[0-9]{5}", digits):
        raise BadEntry(Fault.POSTCODE, value=text)
    return f"{digits[:3]} {digits[3:]}"


def _phone(text: str) -> str:
    number = re.sub(r"[\s()/–-]", "", text)
    if number.startswith("0") and not number.startswith("00"):
        number = f"+46{number[1:]}"
    if not PHONE.fullmatch(number):
        raise BadEntry(Fault.PHONE, value=text)
    return number


def _answer_days(text: str, renews_online: bool) -> int | None:
    if not text:
        if renews_online:
            raise BadEntry(Fault.NO_PROMISE)
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_ANSWER_DAYS):
        raise BadEntry(Fault.ANSWER_DAYS, most=MOST_ANSWER_DAYS, value=text)
    return int(text)


def _degrees(given: Mapping[str, str], name: str, between: tuple[int, int]) -> Decimal | None:
    if not (given.get("lat") or given.get("lon")):
        return None
    try:
        degrees = Decimal(given.get(name, ""))
    except InvalidOperation:
        raise BadEntry(Fault.NO_NUMBER, column=name, value=given.get(name, "")) from None
    if not degrees.is_finite() or not between[0] <= degrees <= between[1]:
        raise BadEntry(Fault.OUTSIDE, column=name, value=degrees)
    return degrees.quantize(Decimal("0.00001"))
