"""A region's own notices: put up, ended early, and who did."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from fornya.audit.scope import Actor, opened_region
from fornya.clinics import notices
from fornya.clinics.codes import NoticeKind
from fornya.clinics.models import RegionalNotice
from fornya.clinics.notices import NoSuchNotice
from fornya.clinics.region.change import changing
from fornya.clinics.settings import log
from fornya.clinics.settings.log import RegionChanged, RegionPart

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Written:
    """A notice as it was put up."""

    id: int
    kind: NoticeKind
    texts: Mapping[str, str]
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Board:
    """A region's latest notices, the last to begin first, and who put them up or took them down."""

    notices: tuple[Written, ...]
    changes: tuple[RegionChanged, ...]


def board(*, region_id: str, by: Actor, now: datetime) -> Board:
    """Read what the region tells and has told."""
    with opened_region(by=by, what="region.read", now=now, region=region_id, subject=f"{region_id} notices"):
        rows = RegionalNotice.objects.filter(region_id=region_id).order_by("-starts_at", "-id")[:SHOWN]
        written = tuple(
            Written(row.pk, NoticeKind(row.kind), row.texts, row.starts_at, row.ends_at) for row in rows
        )
        return Board(written, log.latest_of_region(region_id, RegionPart.NOTICE))


def put_up(
    *,
    region_id: str,
    kind: NoticeKind,
    texts: Mapping[str, str],
    starts_at: datetime,
    ends_at: datetime,
    by: Actor,
    now: datetime,
) -> int:
    """Put a notice up in the region and give its number. Raises BadNotice."""
    with changing(region_id=region_id, part=RegionPart.NOTICE, by=by, now=now):
        number = notices.put_up(
            region_code=region_id, kind=kind, texts=texts, starts_at=starts_at, ends_at=ends_at
        )
        _note(region_id, [None, texts[notices.SWEDISH]], by, now)
    return number


def take_down(*, region_id: str, notice_id: int, by: Actor, now: datetime) -> None:
    """End one of the region's notices now, or drop it when it has not begun. Raises NoSuchNotice."""
    with changing(region_id=region_id, part=RegionPart.NOTICE, by=by, now=now):
        row = RegionalNotice.objects.filter(region_id=region_id, pk=notice_id).first()
        if row is None:
            raise NoSuchNotice
        notices.take_down(notice_id, now=now)
        _note(region_id, [row.texts[notices.SWEDISH], None], by, now)


def _note(region_id: str, pair: list[str | None], by: Actor, now: datetime) -> None:
    log.note_of_region(region_id=region_id, part=RegionPart.NOTICE, fields={"text": pair}, by=by, now=now)
