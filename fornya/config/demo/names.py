"""Made-up but likely names, streets and hours for the demo's clinics. Nothing here is a real clinic."""

import re
from datetime import time
from random import Random

from fornya.clinics.codes import Kind

FIRST = (
    *("Alm", "Asp", "Berg", "Björk", "Bok", "Bäck", "En"),
    *("Gran", "Hassel", "Hägg", "Lind", "Ljung", "Lärk", "Lönn"),
    *("Mål", "Oxel", "Pil", "Ripe", "Rosen", "Rönn", "Sol"),
    *("Svan", "Syren", "Säv", "Tall", "Tran", "Vall", "Äppel"),
)
LAST = (
    "backens",
    "brinkens",
    "dalens",
    "gårdens",
    "hagens",
    "höjdens",
    "kullens",
    "lundens",
    "vikens",
    "åsens",
)

# The word on the sign, and how many of a hundred clinics are of this kind.
SIGNS: dict[Kind, tuple[str, int]] = {
    Kind.HEALTH_CENTRE: ("vårdcentral", 54),
    Kind.DOCTORS_OFFICE: ("läkarhus", 7),
    Kind.PSYCHIATRY: ("psykiatriska mottagning", 8),
    Kind.CHILD_PSYCHIATRY: ("barn- och ungdomspsykiatri", 3),
    Kind.MIDWIFE: ("barnmorskemottagning", 7),
    Kind.YOUTH: ("ungdomsmottagning", 4),
    Kind.GYNAECOLOGY: ("gynekologmottagning", 3),
    Kind.PAEDIATRICS: ("barnmottagning", 3),
    Kind.SKIN: ("hudmottagning", 3),
    Kind.INTERNAL_MEDICINE: ("medicinmottagning", 3),
    Kind.HEART: ("hjärtmottagning", 2),
    Kind.RHEUMATOLOGY: ("reumatologmottagning", 1),
    Kind.NEUROLOGY: ("neurologmottagning", 1),
    Kind.EYE: ("ögonmottagning", 1),
}
AGES: dict[Kind, tuple[int | None, int | None]] = {
    Kind.PSYCHIATRY: (18, None),
    Kind.CHILD_PSYCHIATRY: (None, 17),
    Kind.YOUTH: (13, 22),
    Kind.PAEDIATRICS: (None, 17),
}
STREETS = (
    "Exempelgatan",
    "Provvägen",
    "Sagogatan",
    "Låtsasvägen",
    "Påhittsgatan",
    "Fantasivägen",
    "Tänktagatan",
)
SIDES = ("Norr", "Söder", "Öster", "Väster", "Centrum", "Torget", "Hamnen", "Stationen")

_MORNING = (time(8), time(10))
_AFTERNOON = (time(13), time(14, 30))
_DAY = (time(8), time(16))
_LONG = (time(7, 30), time(17))
# Monday to Friday, each day with its stretches.
PHONE_WEEKS = (
    ((_DAY,),) * 5,
    ((_DAY,),) * 4 + (((time(8), time(15)),),),
    ((_MORNING, _AFTERNOON),) * 4 + ((_MORNING,),),
    ((_MORNING,),) * 5,
    ((_LONG,),) * 5,
    ((_MORNING, _AFTERNOON), (_MORNING,), (), (_MORNING, _AFTERNOON), (_MORNING,)),
)
VISIT_WEEKS = (((_LONG,),) * 5, ((_DAY,),) * 5, (((time(8), time(17)),),) * 4 + (((time(8), time(15)),),))


def formerly(kind: Kind, side: str, seat: str) -> str:
    """Make up what a clinic was called before: Vårdcentralen Norr i Falun."""
    sign = SIGNS[kind][0].capitalize()
    ending = "et" if sign.endswith("hus") else "n" if sign.endswith("i") else "en"
    return f"{sign}{ending} {side} i {seat}"


def signs(random: Random, count: int) -> list[tuple[str, Kind]]:
    """Draw `count` different names, each with its kind."""
    # Swedish writes two of three like letters: Tallundens, not Talllundens.
    stems = [re.sub(r"(.)\1\1", r"\1\1", first + last) for first in FIRST for last in LAST]
    kinds = list(SIGNS)
    drawn: dict[str, Kind] = {}
    while len(drawn) < count:
        kind = random.choices(kinds, [SIGNS[kind][1] for kind in kinds])[0]
        drawn.setdefault(f"{random.choice(stems)} {SIGNS[kind][0]}", kind)
    return list(drawn.items())
