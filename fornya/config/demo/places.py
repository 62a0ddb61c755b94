"""Loads the 21 regions and the 290 municipalities, which are real."""

import csv
from pathlib import Path

from fornya.clinics.models import Municipality, Region

HERE = Path(__file__).parent

# How many demo clinics a region gets, roughly by its number of inhabitants; and its telephone area code.
CLINICS = {
    "01": 40, "03": 12, "04": 10, "05": 14, "06": 13, "07": 8, "08": 10, "09": 4, "10": 7, "12": 34, "13": 12,
    "14": 42, "17": 11, "18": 11, "19": 10, "20": 12, "21": 11, "22": 10, "23": 8, "24": 11, "25": 11,
}  # fmt: skip
AREA_CODES = {
    "01": "8", "03": "18", "04": "16", "05": "13", "06": "36", "07": "470", "08": "480", "09": "498", "10": "455",
    "12": "40", "13": "35", "14": "31", "17": "54", "18": "19", "19": "21", "20": "23", "21": "26", "22": "60",
    "23": "63", "24": "90", "25": "920",
}  # fmt: skip
# The regulator keeps these out of use, for films and books; a number that starts with a nought reaches nobody either.
KEPT_FOR_FICTION = {"01": "846500400", "12": "406280400", "14": "313900600"}


def rows(name: str) -> list[dict[str, str]]:
    """Read one of the CSV files of this folder."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load() -> None:
    """Insert or update regions and municipalities."""
    Region.objects.bulk_create(
        [Region(**row) for row in rows("regions.csv")],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "org_number", "slug"],
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


def phone(region: str, number: int) -> str:
    """Give the region's nth telephone number that belongs to nobody, in international form."""
    if region in KEPT_FOR_FICTION:
        return f"+46{int(KEPT_FOR_FICTION[region]) + number}"
    return f"+46{AREA_CODES[region]}000{number:04d}"
