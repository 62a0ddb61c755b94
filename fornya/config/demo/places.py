"""Loads the 21 regions and the 290 municipalities, which are real."""

import csv
from pathlib import Path

from fornya.clinics.models import Municipality, Region

COLUMNS = ["code", "name", "org_number", "slug"]
# How much likelier a clinic is here than in a small town; other larger towns count as four.
CITIES = {"Stockholm": 30, "Göteborg": 30, "Malmö": 20, "Uppsala": 10, "Umeå": 10, "Falun": 8}
HERE = Path(__file__).parent

# Kept out of use by the regulator, for films and books. Elsewhere a nought after the area code reaches
# nobody.
KEPT_FOR_FICTION = {"01": "846500400", "12": "406280400", "14": "313900600"}


def rows(name: str) -> list[dict[str, str]]:
    """Read one of the CSV files of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load() -> None:
    """Insert or update regions and municipalities."""
    Region.objects.bulk_create(
        [Region(**{name: row[name] for name in COLUMNS}) for row in rows("regions.csv")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=COLUMNS[1:],
    )
    Municipality.objects.bulk_create(
        [
            Municipality(code=row["code"], name=row["name"], region_id=row["code"][:2])
            for row in rows("municipalities.csv")
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "region"],
    )


def phone(region: str, area_code: str, number: int) -> str:
    """Give the region's nth telephone number that belongs to nobody, in international form."""
    if region in KEPT_FOR_FICTION:
        return f"+46{int(KEPT_FOR_FICTION[region]) + number}"
    return f"+46{area_code}000{number:04d}"
