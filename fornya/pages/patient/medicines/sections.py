"""The list in parts: medicines by state, the most urgent first, the same ones together; then aids."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.medicines.overview import Medicine
from fornya.pages.patient.medicines.rows import Shown, shown
from fornya.renewals.asked import Asked, OwnMedicines
from fornya.rules.withdrawals import PrescriptionState

_SECTIONS = (
    ("soon", N_("Tar snart slut"), (PrescriptionState.SOON_OUT,)),
    ("out", N_("Inga uttag kvar eller gått ut"), (PrescriptionState.NONE_LEFT, PrescriptionState.EXPIRED)),
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


def sections(own: OwnMedicines, today: date) -> list[Section]:
    """Sort the medicines, which come soonest out first, into the parts that have any.

    The aids stand after the medicines of the state that the most urgent of them has.
    """
    alike: dict[str, list[Medicine]] = defaultdict(list)
    aids: list[Medicine] = []
    for medicine in own.overview.medicines:
        (aids if medicine.prescription.is_aid else alike[_substance(medicine)]).append(medicine)
    grouped: dict[str, list[Group]] = defaultdict(list)
    for same in alike.values():
        same.sort(key=lambda medicine: _ORDER.index(medicine.state))
        grouped[_section_of(same[0].state)].append(_group(same, own.asked, today))
    parts = []
    aids.sort(key=lambda medicine: _ORDER.index(medicine.state))
    aids_after = _section_of(aids[0].state) if aids else None
    for key, name, _states in _SECTIONS:
        if grouped[key]:
            parts.append(Section(key, _(name), grouped[key]))
        if key == aids_after:
            parts.append(Section("aids", _("Hjälpmedel"), [_group(aids, own.asked, today)]))
    return parts


def _substance(medicine: Medicine) -> str:
    row = medicine.prescription
    return (row.substance or row.atc or row.product_name).strip().lower()


def _group(same: list[Medicine], asked: Mapping[str, Asked], today: date) -> Group:
    names = {medicine.prescription.product_name.lower() for medicine in same}
    is_aid = same[0].prescription.is_aid
    substance = same[0].prescription.substance if len(names) > 1 and not is_aid else ""
    rows = [shown(medicine, today, asked.get(medicine.prescription.id)) for medicine in same]
    return Group(substance[:1].upper() + substance[1:], rows)


def _section_of(state: PrescriptionState) -> str:
    return next(key for key, _name, states in _SECTIONS if state in states)
