"""Who decides for a region, and a transaction that may write what they decide."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from fornya.audit.scope import EVERYWHERE, Actor, opened_region
from fornya.clinics import directory
from fornya.clinics.settings.log import RegionPart


@dataclass(frozen=True, slots=True)
class Decider:
    """Somebody who decides for a region, or for EVERYWHERE; by the HSA-id two people are told apart."""

    region_id: str
    actor: Actor
    hsa_id: str

    @property
    def region(self) -> str | None:
        """The region as the tables know it: none for everywhere."""
        return region_column(self.region_id)


def region_column(region_id: str) -> str | None:
    """Give a region as the tables know it: none for EVERYWHERE."""
    return None if region_id == EVERYWHERE else region_id


@contextmanager
def changing(*, region_id: str, part: RegionPart, by: Actor, now: datetime) -> Iterator[None]:
    """Run a transaction that may write in one region's settings.

    Afterwards nobody in this process is given the old directory; the others are told with the commit.
    """
    with opened_region(by=by, what="region.change", now=now, region=region_id, subject=f"{region_id} {part}"):
        yield
    directory.changed()
