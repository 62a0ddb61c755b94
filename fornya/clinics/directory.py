"""The directory as every page sees it: kept whole in memory, read anew when its mark changes.

A page costs no query for clinics. The web's processes are told of changes (config/memory); who is not looks
at the mark every couple of seconds (freshness.py). When the database does not answer, pages go on with what
was read last: a clinic's phone number is needed most when something is down.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from fornya.clinics import reading
from fornya.clinics.cards import ClinicPage, Contents, PharmacyCard, RegionCard, RegionFees
from fornya.clinics.freshness import Kept, Teller
from fornya.clinics.search import Index
from fornya.rules.fees import Fee, Purpose, fee_for
from fornya.rules.opening_hours import Closed, Open, status_at
from fornya.rules.working_days import answer_by as promised_answer

# What PostgreSQL says a change on (migration 0007).
CHANNEL = "fornya_directory"


class NoSuchClinic(LookupError):
    """No clinic has this name in addresses, or this HSA-id."""


class NoSuchPharmacy(LookupError):
    """No pharmacy has this GLN."""


class NoPromise(ValueError):
    """The clinic does not renew online, so it promises no answer."""


class Directory:
    """All clinics and pharmacies as they were at one mark, with a search over them."""

    def __init__(self, contents: Contents) -> None:
        self.mark = contents.mark
        self.clinics = contents.clinics
        self.regions = contents.regions
        self.pharmacies = contents.pharmacies
        self.region_fees = contents.region_fees
        self.notices = contents.notices
        self.index = Index(contents.clinics)
        self.slugs = {clinic.slug: clinic for clinic in contents.clinics}
        self.hsa_ids = {clinic.hsa_id: clinic for clinic in contents.clinics}
        self.ids = {clinic.id: clinic for clinic in contents.clinics}
        self.near: dict[tuple[str, str], list[ClinicPage]] = defaultdict(list)
        for clinic in contents.clinics:
            self.near[clinic.place, clinic.municipality].append(clinic)
        self.municipalities = {
            clinic.municipality: clinic.region_code
            for clinic in sorted(contents.clinics, key=lambda each: reading.swedish_order(each.municipality))
        }
        self.glns = {pharmacy.gln: pharmacy for pharmacy in contents.pharmacies}


def _renewed(kept: Directory | None) -> Directory:
    return kept if kept is not None and kept.mark == reading.mark() else Directory(reading.contents())


_kept = Kept(_renewed)


def current() -> Directory:
    """Give the directory: no older than the last change where one is told of it, else a few seconds."""
    return _kept.current()


def forget() -> None:
    """Drop the copy in memory, so that the next page reads it anew (after loading data, and in tests)."""
    _kept.copy = None


def heed(teller: Teller) -> None:
    """Say whether somebody calls `changed` in this process from now on, with every change."""
    _kept.teller = teller


def changed() -> None:
    """Be told that the directory has changed: nobody is given the old one any more."""
    _kept.changed()


def read_anew() -> None:
    """Read what has changed; raises OperationalError or InterfaceError where the database does not answer."""
    _kept.read_anew()


def by_slug(slug: str) -> ClinicPage:
    """Give the clinic with this name in addresses; raises NoSuchClinic."""
    return _found(current().slugs.get(slug))


def by_hsa_id(hsa_id: str) -> ClinicPage:
    """Give the clinic with this HSA-id; raises NoSuchClinic."""
    return _found(current().hsa_ids.get(hsa_id))


def by_id(clinic_id: int) -> ClinicPage:
    """Give the clinic that a row refers to; raises NoSuchClinic."""
    return _found(current().ids.get(clinic_id))


def in_region(code: str) -> tuple[ClinicPage, ...]:
    """Give the clinics of a region in Swedish order."""
    return tuple(each for each in current().clinics if each.region_code == code)


def regions() -> tuple[RegionCard, ...]:
    """Give all regions in the order of their codes."""
    return current().regions


def municipalities() -> Mapping[str, str]:
    """Give the municipalities that have a clinic, each with its region's code, in Swedish order."""
    return current().municipalities


def region_fees() -> tuple[RegionFees, ...]:
    """Give what renewals cost in each region, in the order of their codes."""
    return current().region_fees


def pharmacies() -> tuple[PharmacyCard, ...]:
    """Give all pharmacies: first those on the net, then by place."""
    return current().pharmacies


def pharmacy_by_gln(gln: str) -> PharmacyCard:
    """Give the pharmacy with this GLN; raises NoSuchPharmacy."""
    found = current().glns.get(gln)
    if found is None:
        raise NoSuchPharmacy
    return found


def related(clinic: ClinicPage, limit: int = 4) -> tuple[ClinicPage, ...]:
    """Give other clinics in the same place: first those of the same kind, then those that renew online."""
    others = [each for each in current().near[clinic.place, clinic.municipality] if each.slug != clinic.slug]
    others.sort(key=lambda each: (each.kind != clinic.kind, not each.renews_online))
    return tuple(others[:limit])


def fee_on(clinic: ClinicPage, day: date, age: int | None = None, purpose: Purpose = Purpose.ILLNESS) -> Fee:
    """Give what a renewal costs on a day; without an age what most pay. Raises rules.fees.FeeUnknown."""
    return fee_for(
        clinic.fees,
        age=age,
        day=day,
        region_code=clinic.region_code,
        clinic_hsa_id=clinic.hsa_id,
        purpose=purpose,
    )


def answer_by(clinic: ClinicPage, now: datetime) -> date:
    """Give the day by which who sends now has an answer; raises NoPromise where nothing is renewed online."""
    if not clinic.renews_online or clinic.answer_days is None:
        raise NoPromise
    return promised_answer(now, clinic.answer_days)


def phone_status(clinic: ClinicPage, now: datetime) -> Open | Closed:
    """Tell whether the phone is answered now, and when that changes."""
    return status_at(clinic.phone_hours, now)


def notice_on(clinic: ClinicPage, day: date) -> str:
    """Give the clinic's notice while it is news; the empty text otherwise."""
    return clinic.notice if clinic.notice_until and day <= clinic.notice_until else ""


def _found(clinic: ClinicPage | None) -> ClinicPage:
    if clinic is None:
        raise NoSuchClinic
    return clinic
