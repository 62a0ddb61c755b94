"""Search for a clinic, by a plain GET form."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.folding import LONGEST_QUERY
from fornya.design.parts import Option
from fornya.pages.public.find_clinic.rows import row
from fornya.pages.public.fresh import kept_a_minute
from fornya.people.guards import ANYONE, Request, open_to

PER_PAGE = 20
LAST_PAGE = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; what is odd in it counts as not asked."""

    text: str
    region: str
    online: bool
    page: int

    @classmethod
    def of(cls, request: Request) -> "Asked":
        """Read the address."""
        page = request.GET.get("sida", "")
        region = request.GET.get("region", "")
        return cls(
            text=" ".join(request.GET.get("q", "")[:LONGEST_QUERY].replace("\0", "").split()),
            region=region if region in {each.code for each in directory.regions()} else "",
            online=request.GET.get("online") == "ja",
            page=min(int(page), LAST_PAGE) if page.isascii() and page.isdigit() and len(page) < 5 else 1,
        )

    @property
    def filters(self) -> int:
        """Count the filters that are set."""
        return bool(self.region) + self.online

    def address(self, *, page: int) -> str:
        """Give the address of another page of the same search."""
        pairs = {"q": self.text, "region": self.region, "online": "ja" if self.online else ""}
        query = {name: value for name, value in pairs.items() if value}
        if page > 1:
            query["sida"] = str(page)
        return f"?{urlencode(query)}"


@open_to(ANYONE)
@kept_a_minute
def find_clinic(request: Request) -> HttpResponse:
    """Show the clinics that fit, twenty a page."""
    asked = Asked.of(request)
    page = max(1, asked.page)
    index = directory.current().index
    found = index.search(
        asked.text, region=asked.region, online=asked.online, offset=(page - 1) * PER_PAGE, limit=PER_PAGE
    )
    # With filters that shut everything out, say how many there are without them.
    unfiltered = found.total
    if not found.total and (asked.region or asked.online):
        unfiltered = index.search(asked.text, limit=1).total
    return render(
        request,
        "pages/public/find_clinic/list.jinja",
        {
            "asked": asked,
            "found": found,
            "rows": [row(hit, request.now) for hit in found.hits],
            "regions": _options(),
            "unfiltered": unfiltered,
            "everywhere": f"?{urlencode({'q': asked.text})}",
            "previous": asked.address(page=page - 1) if page > 1 and found.total else None,
            "following": asked.address(page=page + 1) if page * PER_PAGE < found.total else None,
            "page": page,
            "pages": max(1, -(-found.total // PER_PAGE)),
        },
    )


def _options() -> list[Option]:
    everywhere = Option(value="", text=_("Hela Sverige"))
    return [everywhere, *(Option(value=region.code, text=region.name) for region in directory.regions())]
