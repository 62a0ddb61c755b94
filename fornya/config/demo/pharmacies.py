"""Loads fictitious pharmacies: one in each larger town, a second in some, and four on the net."""

from fornya.clinics.models import Pharmacy
from fornya.config.demo import places

STREETS = ("Storgatan", "Torget", "Stationen", "Kyrkogatan", "Hamngatan", "Köpcentret")
ONLINE = ("Apotek Exempel på nätet", "Apotek Saga hemleverans", "Nätapoteket Påhitt", "Postapoteket Låtsas")
TWO_IN = ("Stockholm", "Uppsala", "Göteborg", "Malmö", "Falun")


def gln(number: int) -> str:
    """Give the nth address in a series of our own, with the check digit that GS1 prescribes."""
    body = f"735009999{number:03d}"
    weighed = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body))
    return f"{body}{-weighed % 10}"


def made() -> list[Pharmacy]:
    """Make all pharmacies, the same on every run."""
    towns = [row for row in places.rows("municipalities.csv") if row["lat"]]
    stands = [(town, STREETS[place % len(STREETS)]) for place, town in enumerate(towns)]
    stands += [(town, "Järnvägsgatan") for town in towns if town["seat"] in TWO_IN]
    shops = [
        Pharmacy(
            gln=gln(number),
            name=f"Apotek Exempel {street}",
            municipality_id=town["code"],
            place=town["seat"],
        )
        for number, (town, street) in enumerate(stands, start=1)
    ]
    online = [
        Pharmacy(gln=gln(900 + number), name=name, online=True, url=f"https://apotek{number}.example/")
        for number, name in enumerate(ONLINE, start=1)
    ]
    return shops + online


def load() -> None:
    """Insert or update all pharmacies."""
    Pharmacy.objects.bulk_create(
        made(),
        update_conflicts=True,
        unique_fields=["gln"],
        update_fields=["name", "municipality", "place", "online", "url"],
    )
