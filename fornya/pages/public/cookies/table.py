"""The cookies that the service sets: one table of necessary ones. A test compares it with the code."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from fornya.pages.public.region import chosen


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie, in words. `own_choice`: the visitor got it by choosing something, and may take it back."""

    name: str
    need: str
    kept: str
    own_choice: bool = False


def cookies() -> list[Cookie]:
    """Give all cookies by the names that they have here."""
    browser_closes = _("Tills du loggar ut eller stänger webbläsaren")
    a_year = _("Ett år, eller tills du tar bort den")
    return [
        Cookie(settings.SESSION_COOKIE, _("Att hålla dig inloggad"), browser_closes),
        Cookie(
            settings.SIGN_IN_COOKIE,
            _("Att svaret från din e-legitimation ska komma till rätt webbläsare"),
            _("Högst 10 minuter"),
        ),
        Cookie(
            settings.DEVICE_COOKIE,
            _("Att e-legitimationen ska känna igen enheten och kunna varna för bedrägeri"),
            _("400 dagar"),
        ),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            _("Att ingen annan webbplats ska kunna skicka något i ditt namn"),
            _("Högst ett år"),
        ),
        Cookie(chosen.COOKIE, _("Att minnas vilken region du har valt"), a_year, own_choice=True),
        Cookie(
            settings.LANGUAGE_COOKIE_NAME, _("Att minnas vilket språk du har valt"), a_year, own_choice=True
        ),
    ]
