"""Builders of posts, and of somebody who is signed in with one and no commission."""

from datetime import date, timedelta

from fornya.audit.scope import EVERYWHERE, SERVICE, opened_region
from fornya.people import session
from fornya.people.post_table import PostRow
from fornya.people.staff_sign_in import staff_came
from fornya.rules.posts import PostRole
from tests import here, make


def post(
    hsa_id: str, role: PostRole, *, region: str = "", clinic: str = "", ends_on: date | None = None
) -> int:
    """Let somebody have been named to a post, for a month unless said; gives its number."""
    at = make.page(clinic) if clinic else None
    where = EVERYWHERE if role is PostRole.OPERATOR else (at.region_code if at else region)
    with opened_region(by=SERVICE, what="post.given", region=where, now=make.NOW):
        row = PostRow.objects.create(
            hsa_id=hsa_id,
            name=make.NAMES[hsa_id],
            role=role.value,
            region_id=None if where == EVERYWHERE else where,
            clinic_id=at.id if at else None,
            starts_on=make.TODAY - timedelta(days=30),
            ends_on=ends_on or make.TODAY + timedelta(days=90),
            need="Behöver se vem som har läst.",
            risks="Kan se för mycket; allt loggas.",
            decided_by="Chefen",
            decided_on=make.TODAY,
            given_at=make.NOW,
            given_by=SERVICE.name,
        )
    return row.pk


def token(hsa_id: str, role: PostRole, *, region: str = "", clinic: str = "") -> str:
    """Sign in somebody who has no commission but the one post. Gives the token of the cookie."""
    post(hsa_id, role, region=region, clinic=clinic)
    member = staff_came(make.claims(hsa_id, healthcareProfessionalLicense=[]), now=make.NOW)
    key = session.start_for_staff(
        staff_id=member.staff_id, role=member.role, commissions=(), clinic_id=None, now=make.NOW
    )
    here.just_seen(key)
    return key
