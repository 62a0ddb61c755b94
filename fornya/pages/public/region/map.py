"""Where each region lies on our drawing of the country, and what its hexagon says.

Seven half columns to the right and eight rows down, in rows that are set half a hexagon off from each other.
Neighbours on the map are neighbours in life where that goes; Gotland lies by itself.
"""

from collections import Counter
from collections.abc import Callable

from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.reading import swedish_order
from fornya.design.parts import Tile

# Half columns from the left, rows from the top, and the name in lines short enough for a hexagon.
PLACES: dict[str, tuple[int, int, tuple[str, ...]]] = {
    "25": (4, 0, ("Norr-", "botten")),
    "24": (3, 1, ("Väster-", "botten")),
    "23": (2, 2, ("Jämtland", "Härjedalen")),
    "22": (4, 2, ("Väster-", "norrland")),
    "20": (1, 3, ("Dalarna",)),
    "21": (3, 3, ("Gävleborg",)),
    "17": (0, 4, ("Värmland",)),
    "18": (2, 4, ("Örebro",)),
    "19": (4, 4, ("Väst-", "manland")),
    "03": (6, 4, ("Uppsala",)),
    "14": (1, 5, ("Västra", "Götaland")),
    "05": (3, 5, ("Öster-", "götland")),
    "04": (5, 5, ("Sörmland",)),
    "01": (7, 5, ("Stockholm",)),
    "06": (2, 6, ("Jönköping",)),
    "08": (4, 6, ("Kalmar",)),
    "13": (1, 7, ("Halland",)),
    "07": (3, 7, ("Kronoberg",)),
    "09": (7, 7, ("Gotland",)),
    "12": (2, 8, ("Skåne",)),
    "10": (4, 8, ("Blekinge",)),
}
HALF, ROW, MARGIN_X, MARGIN_Y = 50, 87, 50, 58


def region_tiles(href: Callable[[str], str], chosen: str = "") -> list[Tile]:
    """Give a tile for each region on the drawing, north first; `href` gives the address for a code."""
    known = {region.code: region for region in directory.regions()}
    alphabet = sorted(known, key=lambda code: swedish_order(known[code].name))
    clinics = directory.current().clinics
    everyone = Counter(clinic.region_code for clinic in clinics)
    online = Counter(clinic.region_code for clinic in clinics if clinic.renews_online)
    return [
        Tile(
            lines=lines,
            x=MARGIN_X + HALF * column,
            y=MARGIN_Y + ROW * row,
            order=alphabet.index(code),
            name=known[code].name,
            says=_("%(online)s av %(all)s mottagningar förnyar på nätet")
            % {"online": online[code], "all": everyone[code]},
            count=online[code],
            href=href(code),
            current=code == chosen,
        )
        for code, (column, row, lines) in PLACES.items()
        if code in known
    ]
