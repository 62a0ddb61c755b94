"""The list in parts: medicines by state, the most urgent first, the same ones together; then aids."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.medicines.overview import Medicine
from fornya.pages.patient.medicines.rows import Shown, shown
from fornya.rules.withdrawals import PrescriptionState

_SECTIONS = (
    ("soon", N_("Tar snart slut"), (PrescriptionState.SOON_OUT,)),
    ("out", N_("Slut eller har gått ut"), (PrescriptionState.NONE_LEFT, PrescriptionState.EXPIRED)),
    ("left", N_("Har uttag kvar"), (PrescriptionState.HAS_WITHDRAWALS,)),
    ("ended", N_("Avslutade eller pausade"), (PrescriptionState.ENDED, PrescriptionState.BLOCKED)),
)
_ORDER = [state for _key, _name, states in _SECTIONS for state in states]


@dataclass(frozen=True, slots=True)
class Group:
    """One medicine. `substance` is said only where it stands under several names or strengths."""

    substance: str
    medicines: list[Shown]


@dataclass(frozen=True, slots=True)
class Section:
    """The medicines of one state, or the aids.

    A medicine that stands several times is where its most urgent prescription is.
    """

    key: str
    name: str
    groups: list[Group]

    @property
    def count(self) -> int:
        """How many prescriptions there are."""
        return sum(len(group.medicines) for group in self.groups)

    @property
    def choosable(self) -> int:
        """How many of them can be renewed online."""
        return sum(bool(medicine.renew_at) for group in self.groups for medicine in group.medicines)


def sections(medicines: Iterable[Medicine], today: date) -> list[Section]:
    """Sort the medicines, which come soonest out first, into the parts that have any."""
    alike: dict[str, list[Medicine]] = defaultdict(list)
    aids: list[Medicine] = []
    for medicine in medicines:
        (aids if medicine.prescription.is_aid else alike[_substance(medicine)]).append(medicine)
    grouped: dict[str, list[Group]] = defaultdict(list)
    for same in alike.values():
        same.sort(key=lambda medicine: _ORDER.index(medicine.state))
        grouped[_section_of(same[0].state)].append(_group(same, today))
    parts = [Section(key, _(name), grouped[key]) for key, name, _states in _SECTIONS if grouped[key]]
    return [*parts, Section("aids", _("Hjälpmedel"), [_group(aids, today)])] if aids else parts


def _substance(medicine: Medicine) -> str:
    row = medicine.prescription
    return (row.substance or row.atc or row.product_name).strip().lower()


def _group(same: list[Medicine], today: date) -> Group:
    names = {medicine.prescription.product_name.lower() for medicine in same}
    is_aid = same[0].prescription.is_aid
    substance = same[0].prescription.substance if len(names) > 1 and not is_aid else ""
    return Group(substance[:1].upper() + substance[1:], [shown(medicine, today) for medicine in same])


def _section_of(state: PrescriptionState) -> str:
    return next(key for key, _name, states in _SECTIONS if state in states)
