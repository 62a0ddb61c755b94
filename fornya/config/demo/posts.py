"""Names operators, a region's administrators and who reviews a log, so that their pages can be tried."""

from datetime import date, datetime, timedelta

from fornya.clinics.models import Clinic
from fornya.config.demo.named_clinics import NAMED
from fornya.people.post_table import PostRow
from fornya.rules.posts import PostRole

TERM = timedelta(days=365)
UPPSALA = "03"
NEED = "Behöver se vilka som har behörighet och hur tjänsten står, för att kunna förvalta den."
RISKS = "Kan ge någon för mycket. Varje ändring loggas, och ingen ger sig själv något."
POSTS = (
    ("SE0000000000-E111", "Olle Drift", PostRole.OPERATOR, None, None),
    ("SE0000000000-E114", "Ola Drift", PostRole.OPERATOR, None, None),
    ("SE0000000000-E110", "Rut Region", PostRole.REGION_ADMINISTRATOR, UPPSALA, None),
    ("SE0000000000-E113", "Ragna Region", PostRole.REGION_ADMINISTRATOR, UPPSALA, None),
    ("SE0000000000-E112", "Gun Granskare", PostRole.LOG_REVIEWER, UPPSALA, NAMED[0]["hsa_id"]),
)


def load(now: datetime, today: date) -> None:
    """Give each a year from today, unless somebody has given or ended it since."""
    for hsa_id, name, role, region, clinic in POSTS:
        if PostRow.objects.filter(hsa_id=hsa_id, role=role.value, ends_on__gte=today).exists():
            continue
        PostRow.objects.filter(hsa_id=hsa_id, role=role.value, ended_at=None).update(
            ended_at=now, ended_by="Provmiljön"
        )
        PostRow.objects.create(
            hsa_id=hsa_id,
            name=name,
            role=role.value,
            region_id=region,
            clinic=Clinic.objects.get(hsa_id=clinic) if clinic else None,
            starts_on=today,
            ends_on=today + TERM,
            need=NEED,
            risks=RISKS,
            decided_by="Provmiljön",
            decided_on=today,
            given_at=now,
            given_by="Provmiljön",
        )
