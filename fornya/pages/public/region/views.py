"""Choose a region, or none."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.design.fields import Errors
from fornya.design.parts import Option
from fornya.pages.public.errors.views import not_allowed
from fornya.pages.public.region.chosen import chosen_region, forget_region, keep_region
from fornya.pages.public.region.map import region_tiles
from fornya.people.guards import ANYONE, Request, open_to
from fornya.people.onward import safe_path

NONE = "ingen"


@open_to(ANYONE)
def region(request: Request) -> HttpResponse:
    """Ask for the region and keep the answer; `till` is the page to go back to.

    Pages that are the same for all have no key for a form: a choice made there comes as a GET. The worst that
    somebody else's link can do with that is to show another region's prices first.
    """
    if request.method == "POST":
        return _keep(request, request.POST)
    if request.method not in ("GET", "HEAD"):
        return not_allowed(request, allow="GET, HEAD, POST")
    if "spara" in request.GET:
        return _keep(request, request.GET)
    known = chosen_region(request)
    return _ask(request, till=request.GET.get("till", ""), value=known.code if known else "")


def _keep(request: Request, answers: QueryDict) -> HttpResponse:
    value, till = answers.get("region", ""), _safe(answers.get("till", ""))
    if value == NONE:
        return forget_region(HttpResponseRedirect(till or reverse("public:region")))
    if value not in {each.code for each in directory.regions()}:
        errors = Errors().add("region", _("Välj en region, eller att du inte vill välja"))
        return _ask(request, till=till, value="", errors=errors)
    return keep_region(HttpResponseRedirect(till or _receipt()), value)


def _receipt() -> str:
    return f"{reverse('public:region')}?{urlencode({'sparad': 'ja'})}"


def _choice(code: str, till: str) -> str:
    """Give the address that keeps a region: a hexagon is a link, and a link cannot carry a form's key."""
    asked = {"region": code, "spara": "ja"} | ({"till": _safe(till)} if _safe(till) else {})
    return f"{reverse('public:region')}?{urlencode(asked)}"


def _ask(request: Request, *, till: str, value: str, errors: Errors | None = None) -> HttpResponse:
    options = [Option(value=each.code, text=each.name) for each in directory.regions()]
    options.append(Option(value=NONE, text=_("Jag bor inte i Sverige, eller vill inte välja")))
    chosen = chosen_region(request)
    answer = render(
        request,
        "pages/public/region/region.jinja",
        {
            "options": options,
            "value": value,
            "till": _safe(till),
            "errors": errors or Errors(),
            "saved": chosen.name if chosen and "sparad" in request.GET else "",
            "chosen": chosen,
            "tiles": region_tiles(lambda code: _choice(code, till), chosen.code if chosen else ""),
        },
        status=422 if errors else 200,
    )
    answer["Cache-Control"] = "no-store"
    return answer


def _safe(till: str) -> str:
    """Give the address back only when it is a page of ours."""
    return safe_path(till, area="/", otherwise="")
