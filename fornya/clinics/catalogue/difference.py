"""Compares a file with what is known: which clinics are new, which change and how, which cannot go in."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

from fornya.clinics.catalogue.entry import Entry, Municipalities, Raw, checked
from fornya.clinics.catalogue.faults import BadEntry, Fault
from fornya.clinics.models import Clinic, Municipality

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
    why: BadEntry


@dataclass(frozen=True, slots=True)
class Change:
    """A clinic that is known and would be changed: each field with what it was and what it becomes."""

    entry: Entry
    fields: Mapping[str, tuple[object, object]]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that a file would do. Clinics that it does not name are left as they are; `gone` names them."""

    new: tuple[Entry, ...]
    changed: tuple[Change, ...]
    same: int
    rejected: tuple[Rejected, ...]
    gone: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Tell this difference apart from any other that a file could make."""
        told = [self.new, [(each.entry, sorted(each.fields.items())) for each in self.changed], self.gone]
        told.append([(each.line, str(each.why)) for each in self.rejected])
        return hashlib.sha256(repr((told, self.same)).encode()).hexdigest()


def _quietly(_number: int) -> None:
    """Tell nobody how far the reading has come."""


def difference(
    raws: Iterable[Raw], progress: Callable[[int], None] = _quietly, *, region: str | None = None
) -> Difference:
    """Read and check all of a file, and compare it; `progress` is told how many have been read.

    With a region only its clinics can go in, and of others nothing is told.
    """
    places = Municipality.objects.values_list("code", "name", "region_id")
    municipalities = Municipalities.of((code, name) for code, name, _region in places)
    ours = {code for code, _name, whose in places if region in (None, whose)}
    known = {clinic.hsa_id: clinic for clinic in Clinic.objects.all()}
    by_themselves = _set_by_themselves()
    seen: dict[str, int] = {}
    new, changed, same, rejected = [], [], 0, []
    for number, raw in enumerate(raws, start=1):
        try:
            entry = checked(raw, municipalities)
            _once(entry, raw.line, seen)
            _ours(entry, known.get(entry.hsa_id), ours)
        except BadEntry as bad:
            rejected.append(Rejected(raw.line, bad))
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
    gone = sorted(
        each.name for each in known.values() if each.municipality_id in ours and each.hsa_id not in seen
    )
    return Difference(tuple(new), tuple(changed), same, tuple(rejected), tuple(gone))


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
    with connection.cursor() as cursor:
        cursor.execute("SELECT hsa_id FROM clinics_set_by_themselves()")
        return frozenset(hsa_id for (hsa_id,) in cursor.fetchall())


def former_names(clinic: Clinic, entry: Entry) -> list[str]:
    """Give all names the clinic has had, oldest first; none is ever forgotten by an import."""
    names = [*clinic.former_names, *entry.former_names, clinic.name]
    return [name for name in dict.fromkeys(names) if name != entry.name]


def _once(entry: Entry, line: int, seen: dict[str, int]) -> None:
    first = seen.setdefault(entry.hsa_id, line)
    if first != line:
        raise BadEntry(Fault.TWICE, value=entry.hsa_id, line=first)


def _ours(entry: Entry, known: Clinic | None, ours: Collection[str]) -> None:
    """Raise BadEntry for a clinic that lies, or has been known to lie, in another region."""
    if entry.municipality_id not in ours or (known is not None and known.municipality_id not in ours):
        raise BadEntry(Fault.ANOTHER_REGION, value=entry.hsa_id)
