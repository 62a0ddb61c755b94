"""Staff identify themselves once more before they sign: why, the way to the provider, and back."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from fornya.integrations.http import Refused, Unavailable
from fornya.integrations.oidc.client import OidcRelyingParty
from fornya.pages.login.provider import SetOut, arrived, claims_for
from fornya.people.guards import StaffRequest, keep_signed_in, open_to
from fornya.people.onward import safe_path
from fornya.people.staff_sign_in import NoCommission
from fornya.people.step_up import AnotherPerson, SessionOver, confirm
from fornya.rules.access import Deed
from fornya.rules.retention import KEPT_FOR, Kept

ABOUT = "step-up"


@open_to(Deed.DECIDE)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """Say why, and lead on by a link: a form that is sent may not leave this site."""
    return ask_again(request, onward(request.GET.get("till")))


@open_to(Deed.DECIDE)
@require_safe
def confirmed(request: StaffRequest, provider: Callable[[], OidcRelyingParty], made: SetOut) -> HttpResponse:
    """Take the provider's answer: the same person, just now; then the session is a new one that may sign."""
    try:
        token = confirm(request.signed_in, claims_for(request, provider(), made), now=request.now)
    except AnotherPerson:
        text = _("Du är inloggad som %(name)s. Legitimera dig som samma person.")
        return arrived(ask_again(request, made.till, text % {"name": request.signed_in.name}, status=403))
    except NoCommission:
        text = _("Du har inget uppdrag vid en mottagning som använder Förnya. Fråga din chef.")
        return arrived(ask_again(request, made.till, text, status=403))
    except SessionOver:
        return arrived(HttpResponseRedirect(reverse("login:staff")))
    except Unavailable:
        text = _("Inloggningstjänsten svarar inte just nu. Försök igen om en stund.")
        return arrived(ask_again(request, made.till, text, status=503))
    except Refused:
        return arrived(ask_again(request, made.till, _("Legitimeringen blev inte klar. Försök igen.")))
    return arrived(keep_signed_in(request, HttpResponseRedirect(made.till), token))


def ask_again(request: StaffRequest, till: str, message: str = "", *, status: int = 200) -> HttpResponse:
    """Show the page, with why the last try came to nothing."""
    minutes = int(KEPT_FOR[Kept.STEP_UP].total_seconds() // 60)
    context = {"till": till, "message": message, "minutes": minutes}
    return render(request, "pages/login/staff_confirm.jinja", context, status=status)


def onward(wanted: str | None) -> str:
    """Give the staff page that the address asks for, else the worklist."""
    return safe_path(wanted, area="/personal", otherwise=reverse("clinic:worklist"))
