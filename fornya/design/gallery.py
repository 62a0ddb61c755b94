"""The gallery: every component and some whole pages, with made-up content, to look at and to test.

Only included in urls where FORNYA_ENV is sandbox; it shows nothing about anyone.
"""

from dataclasses import dataclass
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fornya.design.fields import Errors
from fornya.design.parts import Tab

HERE = Path(__file__).parent
COMPONENTS = tuple(sorted(path.parent.name for path in HERE.glob("components/*/example.jinja")))
PAGES = tuple(sorted(path.stem for path in HERE.glob("examples/*.jinja") if path.stem != "gallery"))


@dataclass(frozen=True, slots=True)
class Somebody:
    """A signed-in person as the layouts know one."""

    name: str
    clinic_name: str = ""


PATIENT = Somebody("Amina Exempel")
STAFF = Somebody("Eva Läkare", "Björkens vårdcentral")
TABS = (
    Tab(text="Nya", href="#nya", count=12, current=True),
    Tab(text="Mina", href="#mina", count=4),
    Tab(text="Väntar på patient", href="#vantar", count=3),
    Tab(text="Sena", href="#sena", count=1),
    Tab(text="Klara", href="#klara"),
)
WORK = tuple(
    dict(zip(("due", "patient", "medicines", "note", "state", "tone", "who"), line, strict=True))
    for line in (
        (
            "I dag klockan 12.00",
            "Tolvan Tolvansson, f. 1912",
            "1 läkemedel",
            "",
            "Sen sedan 2 timmar",
            "warn",
            "Ingen",
        ),
        ("I dag klockan 16.00", "Amina Exempel, f. 1985", "2 läkemedel", "", "Ny", "info", "Ingen"),
        (
            "I dag klockan 16.00",
            "Berit Skottdag, f. 1952",
            "3 läkemedel",
            "1 med varning",
            "Läses",
            "neutral",
            "Eva Läkare",
        ),
        (
            "Onsdag klockan 12.00",
            "Alva Tonår, f. 2009",
            "1 läkemedel",
            "",
            "Svar från patienten",
            "ok",
            "Johan Sköterska",
        ),
    )
)


def context_of(page: str) -> dict[str, object]:
    """Give what an example page is drawn with."""
    if page in ("worklist", "assess"):
        return {"staff": STAFF, "tabs": TABS if page == "worklist" else (), "items": WORK}
    known: dict[str, object] = {
        "person": None if page in ("gallery", "clinic") else PATIENT,
        "errors": Errors(),
    }
    if page == "gallery":
        known |= {"pages": PAGES, "components": COMPONENTS, "base": "/design"}
    return known


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show every component."""
    return render(request, "design/examples/gallery.jinja", _themed(request, context_of("gallery")))


@require_safe
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show one whole page; ?fel=1 shows it with something to put right."""
    if name not in PAGES:
        raise Http404
    context = _themed(request, context_of(name))
    if request.GET.get("fel"):
        context["errors"] = Errors().add("lines", "Välj minst ett recept att förnya")
    return render(request, f"design/examples/{name}.jinja", context)


def _themed(request: HttpRequest, context: dict[str, object]) -> dict[str, object]:
    theme = request.GET.get("theme")
    return context | ({"theme": theme} if theme in ("light", "dark", "contrast") else {})


# The room may not use people/guards.py, so it says itself whom its views are open to.
index.open_to = page.open_to = "anyone"  # type: ignore[attr-defined]
