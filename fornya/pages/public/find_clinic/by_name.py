"""All clinics from A to Ö, municipality by municipality: for whoever does not know how a name is spelt.

Plain links only, so that it works when nothing else does.
"""

from collections import Counter, defaultdict

from django.http import Http404, HttpResponse
from django.shortcuts import render

from fornya.clinics import directory
from fornya.clinics.cards import ClinicPage
from fornya.pages.public.clinic_words import kind_word, renews_words
from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to


@open_to(ANYONE)
@kept_a_minute
def clinics_by_name(request: Request) -> HttpResponse:
    """List the municipalities that have clinics, under their first letters."""
    counts = Counter(clinic.municipality for clinic in directory.current().clinics)
    letters: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name in directory.municipalities():
        letters[name[0].upper()].append((name, counts[name]))
    return render(request, "pages/public/find_clinic/municipalities.jinja", {"letters": dict(letters)})


@open_to(ANYONE)
@kept_a_minute
def clinics_of_municipality(request: Request, name: str) -> HttpResponse:
    """List every clinic of one municipality by name."""
    clinics = [clinic for clinic in directory.current().clinics if clinic.municipality == name]
    if not clinics:
        raise Http404
    context = {
        "name": name,
        "region": clinics[0].region_name,
        "clinics": [(clinic.name, clinic.slug, _about(clinic), clinic.phone) for clinic in clinics],
    }
    return render(request, "pages/public/find_clinic/municipality.jinja", context)


def _about(clinic: ClinicPage) -> str:
    return f"{kind_word(clinic.kind)}. {renews_words(clinic.renews_online)}."
