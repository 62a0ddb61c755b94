"""Reads the whole directory from the database, in a handful of queries whatever its size."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import F

from fornya.clinics import decided_rules
from fornya.clinics.cards import (
    ClinicPage,
    Contents,
    Link,
    Notice,
    OddDay,
    PharmacyCard,
    RegionCard,
    RegionFees,
    Reply,
)
from fornya.clinics.codes import Service
from fornya.clinics.models import (
    ANY_PURPOSE,
    Clinic,
    DirectoryVersion,
    EService,
    Fee,
    HoursException,
    OpeningHours,
    Pharmacy,
    PolicyRow,
    Region,
    RegionalNotice,
    StandardReply,
)
from fornya.rules.eligibility import ClinicPolicy
from fornya.rules.fees import FeeRule, Purpose
from fornya.rules.opening_hours import Hours, Span
from fornya.rules.policy_levels import DecidedRule
from fornya.rules.renewal_policy import Outcome, PolicyRule, default_rules

# Å, ä and ö come last, in this order.
_SWEDISH = str.maketrans({"å": "{", "ä": "|", "ö": "}"})


_ByRegion = Mapping[str, list[FeeRule]]
_ByClinic = Mapping[int, list[FeeRule]]


def mark() -> str:
    """Ask the database which mark the directory has now; empty before the first migration has run."""
    return str(DirectoryVersion.objects.values_list("mark", flat=True).first() or "")


def contents() -> Contents:
    """Read everything. The mark is read first, so a change in between is found at the next look."""
    now = mark()
    regions = [
        RegionCard(*row) for row in Region.objects.order_by("code").values_list("code", "name", "slug")
    ]
    pharmacies = [
        PharmacyCard(*row)
        for row in Pharmacy.objects.values_list("id", "gln", "name", "place", "online", "url")
    ]
    by_region, by_clinic = _fees()
    return Contents(
        mark=now,
        clinics=tuple(sorted(_clinics(by_region, by_clinic), key=lambda clinic: swedish_order(clinic.name))),
        regions=tuple(regions),
        pharmacies=tuple(sorted(pharmacies, key=lambda each: (not each.online, swedish_order(each.place)))),
        region_fees=tuple(RegionFees(region, tuple(by_region[region.code])) for region in regions),
        notices=tuple(_notices()),
    )


def swedish_order(text: str) -> str:
    """Give a key that sorts the text as Swedish lists are sorted."""
    return text.casefold().translate(_SWEDISH)


def _clinics(by_region: _ByRegion, by_clinic: _ByClinic) -> Iterable[ClinicPage]:
    hours = _hours()
    odd = _odd_days()
    policies = _policy_rows()
    decided = decided_rules.by_region()
    country = decided[decided_rules.COUNTRY]
    replies = _replies()
    links: dict[int, list[Link]] = defaultdict(list)
    for clinic_id, kind, url in EService.objects.order_by("id").values_list("clinic_id", "kind", "url"):
        links[clinic_id].append(Link(kind, url))
    for row in Clinic.objects.select_related("municipality__region"):
        region = row.municipality.region
        yield ClinicPage(
            **_plain(row),
            municipality=row.municipality.name,
            region_code=region.code,
            region_name=region.name,
            former_names=tuple(row.former_names),
            languages=tuple(row.languages),
            policy=_policy(row, policies[row.id], tuple(decided[region.code] + country)),
            own_questions=tuple(row.own_questions),
            phone_hours=_week(hours, odd, row.id, Service.PHONE),
            visit_hours=_week(hours, odd, row.id, Service.VISIT),
            odd_days=tuple(OddDay(day, note) for day, note in sorted(_notes(odd, row.id).items())),
            links=tuple(links[row.id]),
            fees=tuple(by_region[region.code] + by_clinic[row.id]),
            replies=tuple(replies[row.id]),
        )


COPIED = (
    *("id", "hsa_id", "slug", "name", "kind", "street", "postcode", "place", "lat", "lon", "phone"),
    *("renews_online", "answer_days", "about", "notice", "notice_until"),
    *("closed_from", "closed_until", "closed_text", "listed_only"),
    *("min_age", "max_age", "patient_text", "updated_on"),
)

_Days = Mapping[tuple[int, str], Mapping[int, list[Span]]]
_Odd = Mapping[tuple[int, str], Mapping[date, tuple[tuple[Span, ...], str]]]


def _plain(row: Clinic) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COPIED}


def _policy(row: Clinic, rows: Sequence[PolicyRule], decided: tuple[DecidedRule, ...]) -> ClinicPolicy:
    """Give the clinic's own rows before the default ones: of equals the first wins.

    What stands in the clinic's row itself is from before there was a table of rows.
    """
    older = tuple(PolicyRule(**rule | {"outcome": Outcome(rule["outcome"])}) for rule in row.policy)
    own = (*rows, *older)
    rules = own + default_rules()
    return ClinicPolicy(row.hsa_id, row.renews_online, rules, row.accepts_other_clinics, decided)


def _policy_rows() -> Mapping[int, list[PolicyRule]]:
    """Give the rows of all clinics by clinic id."""
    found: dict[int, list[PolicyRule]] = defaultdict(list)
    for row in PolicyRow.objects.order_by("atc_prefix", "controlled"):
        found[row.clinic_id].append(
            decided_rules.rule_of(row.atc_prefix, row.controlled, row.outcome, row.name, row.text)
        )
    return found


def _replies() -> Mapping[int, list[Reply]]:
    """Give the standing words of all clinics by clinic id."""
    found: dict[int, list[Reply]] = defaultdict(list)
    rows = StandardReply.objects.order_by("name").values_list("clinic_id", "name", "text")
    for clinic_id, name, text in rows:
        found[clinic_id].append(Reply(name, text))
    return found


def _notices() -> Iterable[Notice]:
    """Give all notices, those of a region before those of the country, what does not work before the rest."""
    rows = RegionalNotice.objects.order_by(F("region").asc(nulls_last=True), "-kind", "starts_at", "id")
    for row in rows:
        yield Notice(row.id, row.region_id or "", row.kind, row.texts, row.starts_at, row.ends_at)


def _hours() -> _Days:
    days: dict[tuple[int, str], dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    rows = OpeningHours.objects.order_by("opens").values_list(
        "clinic_id", "service", "weekday", "opens", "closes"
    )
    for clinic_id, service, weekday, opens, closes in rows:
        days[clinic_id, service][weekday].append(Span(opens, closes))
    return days


def _odd_days() -> _Odd:
    days: dict[tuple[int, str], dict[date, tuple[tuple[Span, ...], str]]] = defaultdict(dict)
    for row in HoursException.objects.all():
        spans = (Span(row.opens, row.closes),) if row.opens and row.closes else ()
        days[row.clinic_id, row.service][row.day] = (spans, row.note)
    return days


def _week(days: _Days, odd: _Odd, clinic_id: int, service: Service) -> Hours:
    key = (clinic_id, service.value)
    return Hours(
        weekly=tuple(tuple(days[key][weekday]) for weekday in range(1, 8)),
        exceptions={day: spans for day, (spans, _note) in odd[key].items()},
    )


def _notes(odd: _Odd, clinic_id: int) -> dict[date, str]:
    return {day: note for service in Service for day, (_, note) in odd[clinic_id, service.value].items()}


def _fees() -> tuple[_ByRegion, _ByClinic]:
    """Give the fees by region code and by clinic id."""
    by_region: dict[str, list[FeeRule]] = defaultdict(list)
    by_clinic: dict[int, list[FeeRule]] = defaultdict(list)
    for row in Fee.objects.select_related("clinic"):
        rules = [_rule(row, purpose) for purpose in Purpose if row.purpose in (ANY_PURPOSE, purpose.value)]
        if row.clinic_id:
            by_clinic[row.clinic_id] += rules
        else:
            by_region[row.region_id or ""] += rules
    return by_region, by_clinic


def _rule(row: Fee, purpose: Purpose) -> FeeRule:
    return FeeRule(
        amount_ore=row.amount_ore,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        region_code=row.region_id,
        clinic_hsa_id=row.clinic.hsa_id if row.clinic else None,
        purpose=purpose,
        free_under=row.free_under,
        free_from_age=row.free_from_age,
        counts_to_frikort=row.counts_to_frikort,
        is_example=row.is_example,
    )
