"""One theme's page."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.design.places import THEMES
from fornya.pages.public.article.library import library
from fornya.pages.public.article.views import wanted_language
from fornya.pages.public.fresh import kept_a_minute_by
from fornya.people.guards import ANYONE, Request, open_to

LEADS = {
    "liv-halsa": N_("Vanor som får dig att må bra, och hur du använder läkemedel tryggt i vardagen."),
    "barn-gravid": N_("Läkemedel när du väntar barn, ammar eller har barn."),
    "olyckor-skador": N_("Vad du gör när något har hänt, och vem du ringer."),
    "sjukdomar-besvar": N_("Att leva med en sjukdom som behöver läkemedel länge."),
    "undersokning-behandling": N_("Prover, recept och det som vården behöver veta om dig."),
    "sa-fungerar-varden": N_("Recept, kostnader, inloggning och dina rättigheter."),
}


@open_to(ANYONE)
@kept_a_minute_by("sprak")
def theme(request: Request, slug: str) -> HttpResponse:
    """Show the articles of a theme."""
    found = next((each for each in THEMES if each.slug == slug), None)
    if found is None:
        raise Http404
    articles = library().under(slug, wanted_language(request))
    context = {"found": found, "lead": _(LEADS[slug]), "articles": articles}
    return render(request, "pages/public/theme/theme.jinja", context)
