"""The region's clinics in numbers; those that stand out come first, with why."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from fornya.design import formats
from fornya.design.environment import url
from fornya.design.parts import Cell, Column, Row
from fornya.pages.region.overview.log_review import log_row
from fornya.pages.region.overview.words import sign_tone, sign_words
from fornya.pages.region.shared import page, who_of
from fornya.people.guards import PostRequest, open_to
from fornya.renewals.by_region import ClinicNow, clinics_now
from fornya.renewals.stuck import Heap, heaps
from fornya.rules.access import Deed


@open_to(Deed.ADMINISTER_REGION)
@require_safe
def overview(request: PostRequest) -> HttpResponse:
    """Show what somebody should ring about, and how much there is of everything."""
    found = clinics_now(**who_of(request))
    standing_out = [each for each in found if each.signs]
    return page(
        request,
        "overview/overview",
        "region:overview",
        lead=_lead(len(standing_out), len(found)),
        rows=[_row(each, request) for each in standing_out],
        columns=[
            Column(text=_("Mottagning")),
            Column(text=_("Varför")),
            Column(text=_("Öppna förfrågningar")),
            Column(text=_("Telefon")),
        ],
        numbers=[*_numbers(found, heaps(**who_of(request))), log_row(request)],
    )


def _lead(standing_out: int, clinics: int) -> str:
    if not standing_out:
        return _("Ingen mottagning sticker ut just nu.")
    return ngettext(
        "%(num)s av %(all)s mottagningar sticker ut. Den som det brådskar mest hos står först.",
        "%(num)s av %(all)s mottagningar sticker ut. Den som det brådskar mest hos står först.",
        standing_out,
    ) % {"num": standing_out, "all": clinics}


def _row(each: ClinicNow, request: PostRequest) -> tuple[Cell, ...]:
    clinic, first = each.standing.clinic, each.signs[0]
    others = " ".join(sign_words(sign, each, request.today) for sign in each.signs[1:])
    return (
        Cell(text=clinic.name, href=url("region:clinic", slug=clinic.slug), names_row=True),
        Cell(tag=sign_words(first, each, request.today), tone=sign_tone(first), note=others),
        Cell(text=formats.number(each.seen.open_requests) if each.seen.open_requests else _("Inga")),
        Cell(text=formats.phone(clinic.phone), href=formats.tel(clinic.phone)),
    )


def _numbers(found: tuple[ClinicNow, ...], behind: tuple[Heap, ...]) -> list[Row]:
    late = [each for each in found if each.seen.late_requests]
    shut = [each for each in found if each.standing.is_connected and not _takes_requests(each)]
    return [
        Row(
            key=_("Sena förfrågningar"), value=_late(sum(each.seen.late_requests for each in late), len(late))
        ),
        Row(
            key=_("Öppna förfrågningar"),
            value=formats.number(sum(each.seen.open_requests for each in found)),
        ),
        Row(
            key=_("Förnyar på nätet i dag"),
            value=_("%(number)s av %(all)s mottagningar")
            % {"number": sum(_takes_requests(each) for each in found), "all": len(found)},
        ),
        Row(key=_("Stängda eller pausade"), value=formats.number(len(shut))),
        Row(
            key=_("Leveranser som väntar"),
            value=formats.number(sum(heap.waiting + heap.stuck for heap in behind)),
            href=url("region:deliveries"),
            name=_("Visa leveranser som väntar"),
            action=_("Visa"),
        ),
    ]


def _takes_requests(each: ClinicNow) -> bool:
    return each.seen.renews_online and not each.seen.is_closed


def _late(requests: int, clinics: int) -> str:
    if not requests:
        return _("Inga")
    return ngettext(
        "%(requests)s vid %(num)s mottagning", "%(requests)s vid %(num)s mottagningar", clinics
    ) % {"requests": formats.number(requests), "num": clinics}
