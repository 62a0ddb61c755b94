"""Notices for everybody in a region or in the country: which are news now, and putting them up and down.

A region puts up its own on a page (region/notices.py), the owner of the tables any by a command.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from fornya.clinics import directory
from fornya.clinics.cards import Notice
from fornya.clinics.codes import NoticeKind
from fornya.clinics.models import Region, RegionalNotice

SWEDISH = "sv"
LONGEST = 400


class BadNotice(ValueError):
    """A notice that cannot be put up; its text says why, to whoever wrote it."""


class NoSuchNotice(LookupError):
    """No notice has this number."""


def in_force(region_code: str, now: datetime) -> tuple[Notice, ...]:
    """Give what is news now in a region, and in the whole country; with no region only the latter."""
    return tuple(
        notice
        for notice in directory.current().notices
        if notice.region_code in ("", region_code) and notice.starts_at <= now < notice.ends_at
    )


def put_up(
    *,
    region_code: str,
    kind: NoticeKind,
    texts: Mapping[str, str],
    starts_at: datetime,
    ends_at: datetime,
) -> int:
    """Put a notice up and give its number; without a region for the whole country. Raises BadNotice."""
    if not texts.get(SWEDISH, "").strip():
        raise BadNotice("a notice needs a text in Swedish")
    if longest := [language for language, text in texts.items() if len(text) > LONGEST]:
        raise BadNotice(f"the text in {', '.join(longest)} is longer than {LONGEST} characters")
    if ends_at <= starts_at:
        raise BadNotice("a notice ends after it starts")
    if region_code and not Region.objects.filter(code=region_code).exists():
        raise BadNotice(f"no region has the code {region_code!r}")
    with transaction.atomic():
        row = RegionalNotice.objects.create(
            region_id=region_code or None,
            kind=kind.value,
            texts=dict(texts),
            starts_at=starts_at,
            ends_at=ends_at,
        )
    return row.id


def take_down(notice_id: int, *, now: datetime) -> None:
    """End a notice now, or drop it when it has not begun; raises NoSuchNotice where nothing was up."""
    with transaction.atomic():
        waiting = RegionalNotice.objects.filter(pk=notice_id, ends_at__gt=now)
        ended = waiting.filter(starts_at__lt=now).update(ends_at=now)
        dropped, _ = waiting.filter(starts_at__gte=now).delete()
    if not ended and not dropped:
        raise NoSuchNotice


def all_written() -> tuple[RegionalNotice, ...]:
    """Give every notice there has been, the newest first, as the database has it."""
    return tuple(RegionalNotice.objects.select_related("region").order_by("-starts_at", "-id"))
