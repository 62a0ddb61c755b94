"""A transaction that may write what one region decides."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from fornya.audit.scope import Actor, opened_region
from fornya.clinics import directory
from fornya.clinics.settings.log import RegionPart


@contextmanager
def changing(*, region_id: str, part: RegionPart, by: Actor, now: datetime) -> Iterator[None]:
    """Run a transaction that may write in one region's settings.

    Afterwards nobody in this process is given the old directory; the others are told with the commit.
    """
    with opened_region(by=by, what="region.change", now=now, region=region_id, subject=f"{region_id} {part}"):
        yield
    directory.changed()
