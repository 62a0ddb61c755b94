"""The fictitious people of `people.toml` and the medicines of `medicines.csv`, read once and typed.

The files hold no dates: days are counted back from the day a sandbox first starts (see
`prescription_store/seed.py`), so that the demo shows the same situations next year.
"""

import csv
import re
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOSES_IN_PACK = re.compile(r"(\d+) doser$")


@dataclass(frozen=True)
class Clinic:
    hsa_id: str
    name: str
    workplace_code: str


@dataclass(frozen=True)
class Prescriber:
    name: str
    code: str
    hsa_id: str


@dataclass(frozen=True)
class Medicine:
    npl_id: str
    product_name: str
    substance: str
    atc: str
    strength: str
    form: str
    pack_quantity: Decimal
    unit: str
    price_ore: int
    in_benefit: bool
    narcotic_class: str
    monitoring_group: str
    is_aid: bool

    @property
    def name(self) -> str:
        return f"{self.product_name} {self.strength}".strip()


@dataclass(frozen=True)
class PlannedPrescription:
    """A prescription with its days counted back from the first start."""

    key: str
    medicine: str
    dosage: str
    clinic: str
    prescriber: str
    issued: int
    withdrawals: int
    collected: tuple[int, ...]
    purpose: str
    per_day: Decimal | None = None
    packages: int = 1
    interval: int | None = None
    status: str = "active"


@dataclass(frozen=True)
class Person:
    personnummer: str
    given_name: str
    surname: str
    shows: str
    hidden: bool
    store_down: bool
    prescriptions: tuple[PlannedPrescription, ...]
    guardian_of: tuple[str, ...] = ()
    protection: str = "none"
    deceased_on: str | None = None

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.surname}"


@cache
def _document() -> dict[str, Any]:
    return tomllib.loads((HERE / "people.toml").read_text(encoding="utf-8"))


def planned(row: dict[str, Any]) -> PlannedPrescription:
    """Read one prescription as people.toml writes it.

    raises: TypeError (a name too many or too few)
    """
    row = dict(row)
    per_day = row.pop("per_day", None)
    collected = tuple(row.pop("collected", ()))
    return PlannedPrescription(per_day=Decimal(per_day) if per_day else None, collected=collected, **row)


@cache
def people() -> tuple[Person, ...]:
    """Every fictitious person, in the order of the file."""
    return tuple(
        Person(
            personnummer=row["personnummer"],
            given_name=row["given_name"],
            surname=row["surname"],
            shows=row["shows"],
            hidden=row.get("hidden", False),
            store_down=row.get("store_down", False),
            prescriptions=tuple(planned(plan) for plan in row.get("prescription", ())),
            guardian_of=tuple(row.get("guardian_of", ())),
            protection=row.get("protection", "none"),
            deceased_on=row.get("deceased_on"),
        )
        for row in _document()["person"]
    )


def person(personnummer: str) -> Person | None:
    return next((each for each in people() if each.personnummer == personnummer), None)


def clinics() -> dict[str, Clinic]:
    return {key: Clinic(**row) for key, row in _document()["clinics"].items()}


def prescribers() -> dict[str, Prescriber]:
    return {key: Prescriber(**row) for key, row in _document()["prescribers"].items()}


def pharmacies() -> dict[str, str]:
    """The name of each pharmacy by its GLN."""
    return dict(_document()["pharmacies"])


def _medicine(row: dict[str, str]) -> Medicine:
    pack, unit = Decimal(row["pack_size"].replace(",", ".")), row["pack_unit"]
    doses = DOSES_IN_PACK.search(unit)
    if doses:  # an inhaler is counted in doses, or nobody could say when it runs out
        pack, unit = pack * int(doses.group(1)), "dos"
    return Medicine(
        npl_id=row["npl_id"],
        product_name=row["product_name"],
        substance=row["substance"],
        atc=row["atc"],
        strength=row["strength"],
        form=row["form"],
        pack_quantity=pack,
        unit=unit,
        price_ore=int(Decimal(row["aup_sek_approx"]) * 100),
        in_benefit=row["in_benefit"] == "ja",
        narcotic_class=row["narcotic_class"],
        monitoring_group=row["monitoring_group"],
        is_aid=row["online_renewal"] == "hjälpmedelskort",
    )


@cache
def medicines() -> tuple[Medicine, ...]:
    """Every medicine of the list; the prices are example prices."""
    with (HERE / "medicines.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_medicine(row) for row in csv.DictReader(file))


def medicine(name: str) -> Medicine | None:
    """Find a medicine by "product strength", as people.toml and prescriptions name it."""
    return next((each for each in medicines() if each.name == name), None)
