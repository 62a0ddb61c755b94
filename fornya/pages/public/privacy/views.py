"""The page about personal data."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to
from fornya.rules.retention import KEPT_FOR, Kept


@open_to(ANYONE)
@kept_a_minute
def privacy(request: Request) -> HttpResponse:
    """Say which data is used, for what and for how long."""
    return render(
        request,
        "pages/public/privacy/privacy.jinja",
        {
            "operator": settings.OPERATOR,
            "draft_days": KEPT_FOR[Kept.DRAFT].days,
            "idle_minutes": KEPT_FOR[Kept.PATIENT_SESSION_IDLE].seconds // 60,
        },
    )
