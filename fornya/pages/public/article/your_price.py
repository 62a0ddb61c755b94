"""The box in an article that says what a renewal costs and how soon it is answered, for the one who reads.

Where the reader lives, and at the clinic that the reader has looked up. The region is remembered, as the
reader asked for. The clinic is not: its name alone can tell what somebody is treated for, and the next one at
the same computer would read it. It stands in the address while it is asked for.
"""

from dataclasses import dataclass
from datetime import datetime

from django.template.loader import get_template
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from fornya.clinics import directory
from fornya.clinics.cards import ClinicCard, ClinicPage, RegionCard
from fornya.clinics.folding import LONGEST_QUERY
from fornya.design import formats
from fornya.design.parts import Option, Row
from fornya.pages.public.clinic_words import answer_words, kind_word, measured_words
from fornya.pages.public.fee_words import fee_words
from fornya.pages.public.fees.rows import RegionRow, region_rows
from fornya.pages.public.hours_words import phone_now
from fornya.pages.public.region.chosen import chosen_region
from fornya.people.guards import Request
from fornya.renewals.answer_times import answer_times
from fornya.rules.fees import FeeUnknown
from fornya.rules.swedish_time import swedish_day

PLACE = "pris-och-svar"
CLINIC, SEARCH = "mottagning", "sok"
HITS = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a region or of a clinic: rows, and where the amount is from."""

    name: str
    rows: list[Row]
    source: Markup | str
    is_example: bool
    slug: str = ""
    phone: str = ""
    phone_hours: str = ""


def your_price(request: Request) -> Markup:
    """Draw the box for this reader, in the language of the page."""
    found, text = asked_clinic(request), asked_text(request)
    region = chosen_region(request)
    context = {
        "place": PLACE,
        "path": request.path,
        "sprak": request.GET.get("sprak", ""),
        "clinic": _of_clinic(found, request.now) if found else None,
        "region": _of_region(region, request.now) if region else None,
        "regions": [
            Option(value="", text=_("Välj region")),
            *(Option(value=each.code, text=each.name) for each in directory.regions()),
        ],
        "asked": text,
        "hits": [_hit(card) for card in _cards(text, region)] if text else [],
    }
    drawn = get_template("pages/public/article/your_price.jinja").render(context)
    return Markup(drawn)  # noqa: S704 - a template of ours, escaped by Jinja


def asked_clinic(request: Request) -> ClinicPage | None:
    """Give the clinic that the address names; nothing where there is none such."""
    try:
        return directory.by_slug(request.GET.get(CLINIC, ""))
    except directory.NoSuchClinic:
        return None


def asked_text(request: Request) -> str:
    """Give what was typed into the box, tidied."""
    return " ".join(request.GET.get(SEARCH, "")[:LONGEST_QUERY].replace("\0", "").split())


def _cards(text: str, region: RegionCard | None) -> list[ClinicCard]:
    """Find clinics by their name, those of the reader's region first: the same names are found all over."""
    hits = [hit.card for hit in directory.current().index.search(text, limit=HITS * 4).hits]
    hits.sort(key=lambda card: region is not None and card.region_code != region.code)
    return hits[:HITS]


def _hit(card: ClinicCard) -> tuple[str, str, str]:
    about = _("%(kind)s i %(place)s, %(region)s") % {
        "kind": kind_word(card.kind),
        "place": card.place,
        "region": card.region_name,
    }
    return card.name, card.slug, about


def _of_region(region: RegionCard, now: datetime) -> Told:
    today = swedish_day(now)
    row = next(each for each in region_rows(today) if each.code == region.code)
    rows = [Row(key=_("Kostar"), value=", ".join(row.amounts))]
    if row.exempt and row.cost:
        rows.append(Row(key=_("Betalar inte"), value=row.exempt))
    if promised := _promised(region):
        rows.append(Row(key=_("Svar"), value=promised))
    return Told(region.name, rows, _region_source(row), row.is_example)


def _region_source(row: RegionRow) -> Markup | str:
    return _source(row.valid_from, row.source) if row.source else ""


def _source(day: str, source: str) -> Markup:
    sentence = escape(_("Gäller från %(day)s. Källa: %(source)s."))
    return sentence % {"day": day, "source": formats.in_swedish(source)}


def _promised(region: RegionCard) -> str:
    """Say within how many days the region's clinics promise an answer."""
    days = sorted(
        {
            each.answer_days
            for each in directory.current().clinics
            if each.renews_online and each.answer_days is not None and each.region_code == region.code
        }
    )
    if not days:
        return ""
    if len(days) == 1:
        return answer_words(days[0])
    return _("Inom %(low)s till %(high)s arbetsdagar, olika på olika mottagningar") % {
        "low": days[0],
        "high": days[-1],
    }


def _of_clinic(clinic: ClinicPage, now: datetime) -> Told:
    today = swedish_day(now)
    online = clinic.renews_on(today)
    rows = [Row(key=_("På nätet"), value=_("Ja") if online else _("Nej"))]
    source, fee = "", fee_words(clinic, today)
    if online:
        rows.append(Row(key=_("Kostar"), value=fee.amount))
        rows.append(Row(key=_("Svar"), value=_answer(clinic, now)))
        source = _clinic_source(clinic, now)
    return Told(
        name=clinic.name,
        rows=rows,
        source=source,
        is_example=fee.is_example and bool(source),
        slug=clinic.slug,
        phone="" if online else clinic.phone,
        phone_hours="" if online else phone_now(clinic, now),
    )


def _answer(clinic: ClinicPage, now: datetime) -> str:
    """Say what the clinic promises and, where enough have asked for it to be told, how it has been."""
    day = formats.day(directory.answer_by(clinic, now), swedish_day(now))
    promised = _("Senast %(day)s om du skickar i dag") % {"day": day}
    measured = measured_words(answer_times(now).get(clinic.id))
    return f"{promised}. {measured}." if measured else promised


def _clinic_source(clinic: ClinicPage, now: datetime) -> Markup | str:
    try:
        fee = directory.fee_on(clinic, swedish_day(now))
    except FeeUnknown:
        return ""
    return _source(formats.short_day(fee.valid_from), fee.source)
