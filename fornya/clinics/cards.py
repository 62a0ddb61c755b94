"""What the directory hands out: a clinic as a card for lists, and as a page with all about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from fornya.rules.eligibility import ClinicPolicy
from fornya.rules.fees import FeeRule
from fornya.rules.opening_hours import Hours
from fornya.rules.working_days import Closed


@dataclass(frozen=True, slots=True)
class ClinicCard:
    """A clinic in a list."""

    id: int
    hsa_id: str
    slug: str
    name: str
    kind: str
    region_code: str
    region_name: str
    municipality: str
    street: str
    postcode: str
    place: str
    phone: str
    renews_online: bool
    answer_days: int | None = None
    former_names: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    lat: Decimal | None = None
    lon: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """An e-service of the clinic elsewhere; `kind` is one of models.LinkKind."""

    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Reply:
    """Standing words of the clinic, for staff to use in an answer."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class OddDay:
    """A day with other hours than its weekday, and why."""

    day: date
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicPage(ClinicCard):
    """A clinic with all that its page tells and its form asks."""

    updated_on: date
    phone_hours: Hours
    visit_hours: Hours
    policy: ClinicPolicy
    about: str = ""
    notice: str = ""
    notice_until: date | None = None
    closed_from: date | None = None
    closed_until: date | None = None
    closed_text: str = ""
    listed_only: bool = False
    min_age: int | None = None
    max_age: int | None = None
    own_questions: tuple[str, ...] = ()
    patient_text: str = ""
    links: tuple[Link, ...] = ()
    odd_days: tuple[OddDay, ...] = ()
    fees: tuple[FeeRule, ...] = ()
    replies: tuple[Reply, ...] = ()

    @property
    def closed(self) -> Closed | None:
        """The days for which it takes no new requests, on purpose and for a while, past or to come."""
        return (self.closed_from, self.closed_until) if self.closed_from and self.closed_until else None

    def is_closed_on(self, day: date) -> bool:
        """Tell whether the clinic takes no new requests that day, on purpose and for a while."""
        return self.closed is not None and self.closed[0] <= day <= self.closed[1]

    def renews_on(self, day: date) -> bool:
        """Tell whether a request can be sent that day."""
        return self.renews_online and not self.is_closed_on(day)


@dataclass(frozen=True, slots=True)
class PharmacyCard:
    """A pharmacy that a patient may wish for."""

    id: int
    gln: str
    name: str
    place: str
    online: bool
    url: str


@dataclass(frozen=True, slots=True)
class RegionCard:
    """A region in a list to choose from."""

    code: str
    name: str
    slug: str


@dataclass(frozen=True, slots=True)
class RegionFees:
    """What renewals cost in one region, now and at other times."""

    region: RegionCard
    fees: tuple[FeeRule, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """What a region tells everybody there for a while; an empty `region_code` means the whole country."""

    id: int
    region_code: str
    kind: str
    texts: Mapping[str, str]
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Contents:
    """All of the directory as it was at one mark."""

    mark: str
    clinics: tuple[ClinicPage, ...] = ()
    regions: tuple[RegionCard, ...] = ()
    pharmacies: tuple[PharmacyCard, ...] = ()
    region_fees: tuple[RegionFees, ...] = ()
    notices: tuple[Notice, ...] = ()
