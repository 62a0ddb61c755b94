"""Makes some 300 fictitious clinics, the same ones every time, and the four that the demo's people go to."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random

from babel.dates import format_date
from django.db import transaction
from django.utils.text import slugify

from fornya.clinics.codes import Kind, LinkKind, Service
from fornya.clinics.models import Clinic, EService, HoursException, OpeningHours, PolicyRow
from fornya.config.demo import names, places
from fornya.config.demo.named_clinics import NAMED
from fornya.rules.renewal_policy import Outcome

Week = tuple[tuple[tuple[time, time], ...], ...]

ABOUT = "Mottagningen är påhittad och finns här för att visa hur Förnya fungerar."
QUEUE = "Många ringer just nu. Det kan ta längre tid än vanligt att komma fram på telefon."
# What a clinic adds to the default policy: nothing, or that who takes warfarin or lithium has to come in.
VISIT = Outcome.VISIT_REQUIRED.value
BLOOD = "Ring och boka ett besök. Vi tittar på dina prover innan vi förnyar."
WARFARIN = {"atc_prefix": "B01AA", "outcome": VISIT, "name": "warfarin", "text": BLOOD}
LITHIUM = {"atc_prefix": "N05AN", "outcome": VISIT, "name": "litium"}
POLICIES: tuple[tuple[dict[str, str], ...], ...] = ((), (), (WARFARIN,), (WARFARIN, LITHIUM))
ANSWER_DAYS = (1, 2, 2, 2, 3, 3, 3, 4, 5, 5, 7, 8)
# What staff speak besides Swedish, the languages of many patients likelier.
LANGUAGES = ("en", "en", "en", "ar", "ar", "fi", "fa", "so", "bs", "pl", "ti", "tr", "uk", "es", "swl")
QUESTIONS = (
    "Har du mätt ditt blodtryck det senaste halvåret, och vad blev det?",
    "Har du börjat med något annat läkemedel sedan vi sågs?",
    "Vad väger du ungefär?",
)


@dataclass(frozen=True, slots=True)
class Made:
    """A clinic that is not in the database yet, with its hours."""

    clinic: Clinic
    phone_week: Week
    visit_week: Week
    closed: date | None = None
    policy: tuple[dict[str, str], ...] = ()


def load(today: date) -> None:
    """Insert or update all demo clinics and their hours."""
    made = [*named(today), *invented(today)]
    keep = ("id", "hsa_id")
    with transaction.atomic():
        saved = Clinic.objects.bulk_create(
            [each.clinic for each in made],
            update_conflicts=True,
            unique_fields=["hsa_id"],
            update_fields=[field.name for field in Clinic._meta.concrete_fields if field.name not in keep],
        )
        OpeningHours.objects.filter(clinic__in=saved).delete()
        HoursException.objects.filter(clinic__in=saved).delete()
        pairs = list(zip(saved, made, strict=True))
        OpeningHours.objects.bulk_create([row for clinic, each in pairs for row in _hours(clinic, each)])
        EService.objects.filter(clinic__in=saved).delete()
        EService.objects.bulk_create([row for clinic, _each in pairs for row in _links(clinic)])
        HoursException.objects.bulk_create([row for clinic, each in pairs for row in _closed(clinic, each)])
        PolicyRow.objects.filter(clinic__in=saved).delete()
        PolicyRow.objects.bulk_create(
            PolicyRow(clinic=clinic, **row) for clinic, each in pairs for row in each.policy
        )


def _hours(clinic: Clinic, made: Made) -> list[OpeningHours]:
    return [
        OpeningHours(clinic=clinic, service=service.value, weekday=weekday, opens=opens, closes=closes)
        for service, week in ((Service.PHONE, made.phone_week), (Service.VISIT, made.visit_week))
        for weekday, day in enumerate(week, start=1)
        for opens, closes in day
    ]


def _closed(clinic: Clinic, made: Made) -> list[HoursException]:
    if made.closed is None:
        return []
    return [
        HoursException(clinic=clinic, service=service.value, day=made.closed, note="Utbildningsdag")
        for service in Service
    ]


def _links(clinic: Clinic) -> list[EService]:
    """Let every third clinic, and the demo's own, have more e-services on addresses that lead nowhere."""
    if "-V" not in clinic.hsa_id and int(clinic.hsa_id[-1]) % 3:
        return []
    return [
        EService(clinic=clinic, kind=kind.value, url=f"https://{clinic.slug}.example/{path}")
        for kind, path in ((LinkKind.BOOK, "boka"), (LinkKind.CONTACT, "kontakt"))
    ]


def _fridays_off(today: date) -> date:
    """Give a Friday that lies three to nine days ahead, so that a notice about it is always news."""
    day = today + timedelta(days=3)
    return day + timedelta(days=(4 - day.weekday()) % 7)


def named(today: date) -> list[Made]:
    """Make the four clinics that the demo's patients and staff belong to."""
    closed = _fridays_off(today)
    notice = f"Vi har stängt {format_date(closed, 'EEEE d MMMM', locale='sv')} för utbildning."
    made = []
    for values in NAMED:
        first = values is NAMED[0]
        clinic = Clinic(
            **values,
            about=ABOUT,
            notice=notice if first else "",
            notice_until=closed if first else None,
            updated_on=today - timedelta(days=4),
        )
        week = names.PHONE_WEEKS[0 if clinic.renews_online else 2]
        made.append(Made(clinic, week, names.VISIT_WEEKS[0], closed if first else None))
    return made


def invented(today: date) -> list[Made]:
    """Make the rest, spread over all regions, the same on every run."""
    random = Random("Förnya")  # noqa: S311 - the same clinics every time, nothing secret
    regions = {row["code"]: row for row in places.rows("regions.csv")}
    signs = iter(names.signs(random, sum(int(row["demo_clinics"]) for row in regions.values())))
    towns = places.rows("municipalities.csv")
    made = []
    for code, region in regions.items():
        mine = [town for town in towns if town["code"].startswith(code)]
        weights = [places.CITIES.get(town["seat"], 4 if town["lat"] else 1) for town in mine]
        drawn = random.choices(mine, weights, k=int(region["demo_clinics"]))
        for number, town in enumerate(drawn, start=10):
            drawn_one = _invent(random, today, *next(signs), town=town)
            clinic = drawn_one.clinic
            clinic.hsa_id = f"SE0000000000-D{code}{number:03d}"
            clinic.languages = _languages(clinic.hsa_id)
            clinic.phone = places.phone(code, region["area_code"], number)
            phone_week, visit_week = random.choice(names.PHONE_WEEKS), random.choice(names.VISIT_WEEKS)
            made.append(replace(drawn_one, phone_week=phone_week, visit_week=visit_week))
    return made


def _languages(hsa_id: str) -> list[str]:
    """Draw none to four languages, by the clinic's own number so that nothing else is drawn otherwise."""
    random = Random(hsa_id)  # noqa: S311
    return sorted({random.choice(LANGUAGES) for _time in range(random.randint(0, 4))})


def _invent(random: Random, today: date, name: str, kind: Kind, *, town: dict[str, str]) -> Made:
    renews = random.random() > 0.25
    noisy = random.random() < 0.08
    low, high = names.AGES.get(kind, (None, None))
    former = names.formerly(kind, random.choice(names.SIDES), town["seat"])
    clinic = Clinic(
        slug=slugify(name),
        name=name,
        former_names=[former] if random.random() < 0.15 else [],
        kind=kind.value,
        municipality_id=town["code"],
        street=f"{random.choice(names.STREETS)} {random.randint(1, 60)}",
        postcode=f"0{town['code'][:2]} {random.randint(10, 99)}",
        place=town["seat"],
        lat=Decimal(town["lat"]) if town["lat"] else None,
        lon=Decimal(town["lon"]) if town["lon"] else None,
        renews_online=renews,
        answer_days=random.choice(ANSWER_DAYS) if renews else None,
        about=ABOUT,
        notice=QUEUE if noisy else "",
        notice_until=today + timedelta(days=14) if noisy else None,
        min_age=low,
        max_age=high,
    )
    policy = random.choice(POLICIES)
    clinic.accepts_other_clinics = random.random() < 0.2
    clinic.own_questions = list(QUESTIONS[: random.choice((0, 0, 0, 1, 2))])
    clinic.updated_on = today - timedelta(days=random.randint(1, 200))
    return Made(clinic, (), (), policy=policy)
