"""Names Eva administrator of the demo's first clinic, so that its settings can be tried."""

from datetime import date, datetime, timedelta

from fornya.clinics.models import Administrator, Clinic
from fornya.config.demo.named_clinics import NAMED

EVA = "SE0000000000-E101"
TERM = timedelta(days=365)


def load(now: datetime, today: date) -> None:
    """Give her a year from today, on each loading."""
    Administrator.objects.update_or_create(
        clinic=Clinic.objects.get(hsa_id=NAMED[0]["hsa_id"]),
        hsa_id=EVA,
        ended_at=None,
        defaults={"name": "Eva Läkare", "ends_on": today + TERM, "given_at": now, "given_by": "Provmiljön"},
    )
