"""What a region tells everybody just now, in words: heading, text in the reader's language, until when."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.cards import Notice
from fornya.clinics.codes import NoticeKind
from fornya.clinics.notices import SWEDISH, in_force
from fornya.design import formats
from fornya.design.languages import BY_CODE
from fornya.rules.swedish_time import swedish_day


@dataclass(frozen=True, slots=True)
class NoticeWords:
    """One notice as a page shows it; `language` is that of the text, not always the page's."""

    heading: str
    text: str
    until: str
    tone: str
    language: str
    direction: str


def notice_words(region_code: str, now: datetime) -> list[NoticeWords]:
    """Give what is news in a region, and in the country; without a region only the latter."""
    names = {region.code: region.name for region in directory.regions()}
    return [_words(notice, names.get(notice.region_code, ""), now) for notice in in_force(region_code, now)]


def _words(notice: Notice, region: str, now: datetime) -> NoticeWords:
    reader = get_language() or SWEDISH
    # Easy Swedish is Swedish to whoever writes no easier one.
    language = next(code for code in (reader, SWEDISH) if code in notice.texts)
    ends = formats.day_and_clock(notice.ends_at, swedish_day(now))
    return NoticeWords(
        heading=_heading(notice, region),
        text=notice.texts[language],
        until=_("Gäller till %(moment)s.") % {"moment": ends},
        tone="warn" if notice.kind == NoticeKind.WARNING else "info",
        language=language,
        direction=BY_CODE[language].direction,
    )


def _heading(notice: Notice, region: str) -> str:
    if notice.kind == NoticeKind.WARNING:
        return _("Viktigt just nu i %(region)s") % {"region": region} if region else _("Viktigt just nu")
    return _("Nytt i %(region)s") % {"region": region} if region else _("Bra att veta just nu")
