"""The accessibility statement."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.pages.public.accessibility.results import Check, results
from fornya.pages.public.accessibility.statement import Conformity, Method, statement
from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to

# The three wordings are fixed; who compares services has to find the same words.
CONFORMITY = {
    Conformity.FULL: N_("Tjänsten är helt förenlig med lagen om digital tillgänglighet."),
    Conformity.PARTIAL: N_("Tjänsten är delvis förenlig med lagen om digital tillgänglighet."),
    Conformity.NONE: N_("Tjänsten är inte förenlig med lagen om digital tillgänglighet."),
}
METHOD = {
    Method.SELF: N_("Vi har gjort en egen bedömning."),
    Method.EXTERNAL: N_("Någon utomstående har gjort bedömningen."),
}
CHECK = {
    Check.DOCUMENTS: N_(
        "Varje sida har en egen titel, rubriker i ordning och rätt språk. Alla länkar leder någonstans."
    ),
    Check.KEYBOARD: N_("Allt går att nå och lämna med bara tangentbord, i den ordning som du läser."),
    Check.LIGHTHOUSE: N_("De mest lästa sidorna får högsta betyg för tillgänglighet i Lighthouse."),
    Check.LOOKS: N_(
        "Sidorna går att läsa i ljust och mörkt läge, med hög kontrast och med dina egna färger."
    ),
    Check.MARKUP: N_("Koden följer standarden, så att hjälpmedel kan tolka den."),
    Check.PAPER: N_("Sidorna går att skriva ut."),
    Check.ROOM: N_("Inget försvinner på en smal skärm, med dubbelt så stor text eller i 400 procents zoom."),
    Check.SCRIPTLESS: N_("Sidorna fungerar utan JavaScript."),
    Check.WEIGHT: N_("Sidorna är små och går att öppna även när nätet är långsamt."),
}


@open_to(ANYONE)
@kept_a_minute
def accessibility(request: Request) -> HttpResponse:
    """Say how accessible the service is, what is lacking, and how to tell of more."""
    said = statement()
    return render(
        request,
        "pages/public/accessibility/accessibility.jinja",
        {
            "operator": settings.OPERATOR,
            "said": said,
            "conformity": _(CONFORMITY[said.conformity]),
            "method": _(METHOD[said.method]),
            "tried": results(),
            "checks": [_(CHECK[check]) for check in results().checks],
        },
    )
