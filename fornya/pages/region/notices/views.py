"""The region's notices: those that are up or wait, a new one with its preview, and taking one down early."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fornya.clinics.codes import NoticeKind
from fornya.clinics.notices import SWEDISH, NoSuchNotice
from fornya.clinics.region.notices import Written, board, put_up, take_down
from fornya.clinics.settings.log import RegionChanged
from fornya.design import formats
from fornya.design.fields import Errors, Form
from fornya.design.languages import LANGUAGES, Language
from fornya.design.parts import Cell, Option
from fornya.design.typed import read_carried
from fornya.pages.region.notices.typed import FIELDS, NewNotice, read
from fornya.pages.region.shared import done, log_columns, log_row, page, region_of, who_of
from fornya.people.guards import PostRequest, open_to
from fornya.rules.access import Deed
from fornya.rules.swedish_time import swedish_day

_PLACE = "region:notices"


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """A notice in the list; `is_over` when nothing can be done about it."""

    id: int
    heading: str
    text: str
    when: str
    tag: str
    tone: str
    is_over: bool
    languages: str


@open_to(Deed.ADMINISTER_REGION)
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: PostRequest) -> HttpResponse:
    """Show the notices, a preview of a new one, or put it up; or take one down."""
    if request.method != "POST":
        return _page(request, Form.showing(kind=NoticeKind.INFO.value))
    if "down" in request.POST:
        return _down(request)
    form = Form.of(request.POST, *FIELDS)
    notice, errors = read(form, request.now)
    if notice is None or "edit" in request.POST:
        return _page(request, form, errors if "edit" not in request.POST else None)
    if "save" not in request.POST:
        return _preview(request, form, notice)
    put_up(
        kind=notice.kind,
        texts=notice.texts,
        starts_at=notice.starts_at,
        ends_at=notice.ends_at,
        **who_of(request),
    )
    return done(_PLACE, "uppe")


def _down(request: PostRequest) -> HttpResponse:
    # Over already: what was wanted is so.
    with suppress(NoSuchNotice):
        take_down(notice_id=read_carried(request.POST["down"]), **who_of(request))
    return done(_PLACE, "borta")


def _preview(request: PostRequest, form: Form, notice: NewNotice) -> HttpResponse:
    today = request.today
    spoken = [language for language in LANGUAGES if language.code in notice.texts]
    return page(
        request,
        "notices/preview",
        _PLACE,
        heading=_heading(notice.kind, region_of(request).name),
        tone=_tone(notice.kind),
        texts=[(language, notice.texts[language.code]) for language in spoken],
        until=_("Gäller till %(moment)s.") % {"moment": formats.day_and_clock(notice.ends_at, today)},
        begins=_begins(notice.starts_at, request.now),
        kept=[(name, form.value(name)) for name in FIELDS],
    )


def _page(request: PostRequest, form: Form, errors: Errors | None = None) -> HttpResponse:
    found = board(**who_of(request))
    name = region_of(request).name
    return page(
        request,
        "notices/notices",
        _PLACE,
        errors,
        form=form,
        rows=[_words(each, name, request.now) for each in found.notices],
        kinds=[Option(value=kind.value, text=_heading(kind, name)) for kind in NoticeKind],
        others=_others(),
        has_others=any(form.value(f"text-{each.code}") for each in _others()),
        log_columns=log_columns(),
        log=[_log_row(each, request) for each in found.changes],
    )


def _others() -> list[Language]:
    return [language for language in LANGUAGES if language.code != SWEDISH]


def _words(notice: Written, region: str, now: datetime) -> NoticeWords:
    today = swedish_day(now)
    if notice.ends_at <= now:
        tag, tone = _("Slut"), "neutral"
    else:
        tag, tone = (_("Visas nu"), "ok") if notice.starts_at <= now else (_("Väntar"), "info")
    span = {
        "start": formats.day_and_clock(notice.starts_at, today),
        "end": formats.day_and_clock(notice.ends_at, today),
    }
    return NoticeWords(
        id=notice.id,
        heading=_heading(notice.kind, region),
        text=notice.texts[SWEDISH],
        when=_("Från %(start)s till %(end)s.") % span,
        tag=tag,
        tone=tone,
        is_over=notice.ends_at <= now,
        languages=", ".join(each.name for each in LANGUAGES if each.code in notice.texts),
    )


def _heading(kind: NoticeKind, region: str) -> str:
    if kind is NoticeKind.WARNING:
        return _("Viktigt just nu i %(region)s") % {"region": region}
    return _("Nytt i %(region)s") % {"region": region}


def _tone(kind: NoticeKind) -> str:
    return "warn" if kind is NoticeKind.WARNING else "info"


def _begins(starts_at: datetime, now: datetime) -> str:
    if starts_at <= now:
        return _("Det visas så snart du publicerar.")
    moment = formats.day_and_clock(starts_at, swedish_day(now))
    return _("Det visas från %(moment)s.") % {"moment": moment}


def _log_row(change: RegionChanged, request: PostRequest) -> tuple[Cell, ...]:
    before, after = change.fields["text"]
    said = _("Publicerade: %(text)s") if after else _("Tog bort: %(text)s")
    return log_row(change.at, change.by, said % {"text": after or before}, request.today)
