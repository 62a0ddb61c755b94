"""Compares a file with what is known: which clinics are new, which change and how, which cannot go in."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from fornya.clinics.catalogue.entry import BadEntry, Entry, Municipalities, Raw, checked
from fornya.clinics.models import Clinic, Municipality, SettingChange
from fornya.clinics.settings.log import Part

COMPARED = (
    *("name", "kind", "municipality_id", "street", "postcode", "place", "phone"),
    *("renews_online", "answer_days", "lat", "lon"),
)
# What administrators of clinics set themselves. One without the other could be a service without a promise.
OWN = frozenset({"renews_online", "answer_days"})


@dataclass(frozen=True, slots=True)
class Rejected:
    """A clinic of the file that cannot go in."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A clinic that is known and would be changed: each field with what it was and what it becomes."""

    entry: Entry
    fields: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that a file would do. Clinics that the file does not name are left as they are."""

    new: tuple[Entry, ...]
    changed: tuple[Change, ...]
    same: int
    rejected: tuple[Rejected, ...]


def difference(raws: Iterable[Raw], progress: Callable[[int], None]) -> Difference:
    """Read and check all of a file, and compare it; `progress` is told how many have been read."""
    municipalities = Municipalities.of(Municipality.objects.values_list("code", "name"))
    known = {clinic.hsa_id: clinic for clinic in Clinic.objects.all()}
    by_themselves = _set_by_themselves()
    seen: dict[str, int] = {}
    new, changed, same, rejected = [], [], 0, []
    for number, raw in enumerate(raws, start=1):
        try:
            entry = checked(raw, municipalities)
            _once(entry, raw.line, seen)
        except BadEntry as bad:
            rejected.append(Rejected(raw.line, str(bad)))
            continue
        finally:
            progress(number)
        if entry.hsa_id not in known:
            new.append(entry)
        elif fields := changes(
            known[entry.hsa_id], entry, OWN if entry.hsa_id in by_themselves else frozenset()
        ):
            changed.append(Change(entry, fields))
        else:
            same += 1
    return Difference(tuple(new), tuple(changed), same, tuple(rejected))


def changes(
    clinic: Clinic, entry: Entry, own: frozenset[str] = frozenset()
) -> dict[str, tuple[object, object]]:
    """Give what would change; a name that is given up becomes a former one.

    `own` are the fields that the clinic has set itself since: a file does not undo them.
    """
    fields = {
        name: (getattr(clinic, name), getattr(entry, name))
        for name in COMPARED
        if name not in own and getattr(clinic, name) != getattr(entry, name)
    }
    if entry.languages is not None and list(entry.languages) != clinic.languages:
        fields["languages"] = (clinic.languages, list(entry.languages))
    former = former_names(clinic, entry)
    if former != clinic.former_names:
        fields["former_names"] = (clinic.former_names, former)
    return fields


def _set_by_themselves() -> frozenset[str]:
    """Give the HSA-ids of the clinics whose administrators have set the service or the promise."""
    rows = SettingChange.objects.filter(part__in=[Part.SERVICE.value, Part.ANSWER.value])
    return frozenset(rows.values_list("clinic__hsa_id", flat=True))


def former_names(clinic: Clinic, entry: Entry) -> list[str]:
    """Give all names the clinic has had, oldest first; none is ever forgotten by an import."""
    names = [*clinic.former_names, *entry.former_names, clinic.name]
    return [name for name in dict.fromkeys(names) if name != entry.name]


def _once(entry: Entry, line: int, seen: dict[str, int]) -> None:
    first = seen.setdefault(entry.hsa_id, line)
    if first != line:
        raise BadEntry(f"{entry.hsa_id} stands on line {first} already")
