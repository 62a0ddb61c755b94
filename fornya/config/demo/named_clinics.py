"""The four clinics that the demo's patients and staff belong to; the first is where most of it happens."""

from decimal import Decimal
from typing import Any

from fornya.clinics.codes import Kind

_UPPSALA: dict[str, Any] = {
    "kind": Kind.HEALTH_CENTRE.value,
    "municipality_id": "0380",
    "place": "Uppsala",
    "lat": Decimal("59.85"),
    "lon": Decimal("17.63"),
    "renews_online": True,
}

NAMED: tuple[dict[str, Any], ...] = (
    _UPPSALA
    | {
        "hsa_id": "SE0000000000-V0001",
        "slug": "bjorkens-vardcentral",
        "name": "Björkens vårdcentral",
        "former_names": ["Vårdcentralen Liljan"],
        "street": "Exempelgatan 1",
        "postcode": "003 01",
        "phone": "+46180000000",
        "answer_days": 2,
        "languages": ["ar", "en", "fi", "so", "swl"],
        "own_questions": ["Har du mätt ditt blodtryck det senaste halvåret, och vad blev det?"],
        "patient_text": "Vi förnyar läkemedel som du har fått hos oss och som du tar regelbundet.",
    },
    _UPPSALA
    | {
        "hsa_id": "SE0000000000-V0002",
        "slug": "ekbackens-vardcentral",
        "name": "Ekbackens vårdcentral",
        "street": "Provvägen 8",
        "postcode": "003 02",
        "phone": "+46180000001",
        "answer_days": 3,
        "languages": ["en", "fa"],
        "accepts_other_clinics": True,
    },
    {
        "hsa_id": "SE0000000000-V0003",
        "slug": "strandgatans-vardcentral",
        "name": "Strandgatans vårdcentral",
        "kind": Kind.HEALTH_CENTRE.value,
        "municipality_id": "2080",
        "street": "Sagogatan 12",
        "postcode": "020 03",
        "place": "Falun",
        "lat": Decimal("60.61"),
        "lon": Decimal("15.63"),
        "phone": "+46230000000",
        "renews_online": True,
        "answer_days": 8,
    },
    _UPPSALA
    | {
        "hsa_id": "SE0000000000-V0004",
        "slug": "bjorklunda-lakarhus",
        "name": "Björklunda läkarhus",
        "kind": Kind.DOCTORS_OFFICE.value,
        "street": "Låtsasvägen 3",
        "postcode": "003 04",
        "phone": "+46180000002",
        "renews_online": False,
    },
)
