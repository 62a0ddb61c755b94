"""Rules of Uppsala to try with: one that holds, one to come, and one that waits for a second person."""

from datetime import date, datetime, timedelta

from django.db import transaction

from fornya.clinics.rule_table import RuleVersion, Verdict
from fornya.config.demo.posts import UPPSALA
from fornya.rules.renewal_policy import Outcome

RUT, RAGNA = ("Rut Region", "SE0000000000-E110"), ("Ragna Region", "SE0000000000-E113")
HELD = timedelta(days=40)
COMES, WAITS = timedelta(days=20), timedelta(days=45)
OBESITY = {
    "atc_prefix": "A08",
    "outcome": Outcome.VISIT_REQUIRED.value,
    "name": "läkemedel mot övervikt",
    "text": "Vi vill följa upp hur det går innan du får ett nytt recept. Ring och boka ett besök.",
    "text_simple": "Vi vill träffa dig först. Ring oss och boka en tid.",
    "source": "Läkemedelskommittén 2026-09-15, punkt 4 (påhittat exempel)",
}
MELATONIN = {
    "atc_prefix": "N05CH01",
    "outcome": Outcome.ALLOW_WITH_REVIEW.value,
    "name": "melatonin",
    "source": "Läkemedelskommittén 2026-11-10, punkt 7 (påhittat exempel)",
}
TESTOSTERONE = {
    "atc_prefix": "G03B",
    "outcome": Outcome.VISIT_REQUIRED.value,
    "name": "testosteron",
    "text": "Du behöver ta prover innan du får ett nytt recept. Ring och boka en tid.",
    "text_simple": "Du måste ta prover först. Ring oss och boka en tid.",
    "source": "Regionens riktlinje för hormoner, 2026 (påhittat exempel)",
}


def load(now: datetime, today: date) -> None:
    """Replace the examples; what somebody has proposed since stays."""
    approved = {"verdict": Verdict.APPROVED.value, "decided_by": RAGNA[0], "decided_by_hsa_id": RAGNA[1]}
    with transaction.atomic():
        RuleVersion.objects.filter(is_example=True).delete()
        RuleVersion.objects.bulk_create(
            [
                _row(OBESITY, today - HELD, now - HELD, **approved, decided_at=now - HELD),
                _row(MELATONIN, today + COMES, now, **approved, decided_at=now),
                _row(TESTOSTERONE, today + WAITS, now),
            ]
        )


def _row(rule: dict[str, str], day: date, proposed_at: datetime, **verdict: object) -> RuleVersion:
    return RuleVersion(
        **rule,
        **verdict,
        region_id=UPPSALA,
        valid_from=day,
        is_example=True,
        proposed_at=proposed_at,
        proposed_by=RUT[0],
        proposed_by_hsa_id=RUT[1],
    )
