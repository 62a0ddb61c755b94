"""The person's journal in Förnya: their requests as they went, the newest first."""

import uuid
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fornya.design import formats
from fornya.design.parts import Row
from fornya.journal.timeline import timeline
from fornya.pages.patient.ages import sees_overview
from fornya.pages.patient.journal import place
from fornya.pages.patient.journal.moments import passage
from fornya.people.guards import PatientRequest, open_to
from fornya.people.session import SignedInPatient
from fornya.rules.access import Deed
from fornya.rules.retention import KEPT_FOR, Kept


@open_to(Deed.OWN_SETTINGS)
@require_safe
def my_journal(request: PatientRequest) -> HttpResponse:
    """Show the requests with all that happened in each, and where the rest of what is kept stands."""
    today = request.today
    before = place.read(request.GET.get("efter"), uuid.UUID)
    found = timeline(patient=request.signed_in, before=before, now=request.now)
    here, following = reverse("patient:my_journal"), place.written(found.following)
    context = {
        "part": "",
        "passages": [passage(course, today) for course in found.courses],
        "is_first": before is None,
        "rest": _rest(request.signed_in, today) if before is None else [],
        "previous": here if before else None,
        "following": f"{here}?{urlencode({'efter': following})}" if following else None,
    }
    return render(request, "pages/patient/journal/journal.jinja", context)


def _rest(patient: SignedInPatient, today: date) -> list[Row]:
    """Name what else is kept of the person, each with the page where it stands."""
    reached = ", ".join(way for way in (formats.phone(patient.phone), patient.email) if way)
    forms = _("Tas bort %(days)s dagar efter att du skrev sist.") % {"days": KEPT_FOR[Kept.DRAFT].days}
    reminders = _to(
        "reminders", _("Påminnelser"), _("Om du vill bli påmind, och hur."), _("Visa påminnelser")
    )
    return [
        Row(key=_("Telefon och e-post"), value=reached or _("Inget")),
        *([reminders] if sees_overview(patient, today) else []),
        _to("inbox", _("Inkorg"), _("Alla meddelanden till dig."), _("Visa inkorgen")),
        _to("overview", _("Formulär"), forms, _("Visa formulär som inte är skickade")),
        _to("agents", _("Ombud"), _("De som hjälper dig, och de som du hjälper."), _("Visa ombud")),
        _to("sign_ins", _("Inloggningar"), _("Var du är inloggad."), _("Visa var du är inloggad")),
        _to(
            "medicines",
            _("Det du har räknat"),
            _("Hur mycket du har kvar av ett läkemedel."),
            _("Visa dina läkemedel"),
        ),
    ]


def _to(page: str, key: str, value: str, name: str) -> Row:
    return Row(key=key, value=value, href=reverse(f"patient:{page}"), name=name, action=_("Visa"))
