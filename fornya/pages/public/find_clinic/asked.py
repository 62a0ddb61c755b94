"""What the address of the search page asks for; what is odd in it counts as not asked."""

from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.codes import SPOKEN, Kind
from fornya.clinics.folding import LONGEST_QUERY
from fornya.clinics.reading import swedish_order
from fornya.clinics.search import Wanted
from fornya.design.parts import Option
from fornya.pages.public.clinic_words import KINDS, language_word
from fornya.people.guards import Request

LAST_PAGE = 1000
YES = "ja"
LONGEST_PLACE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One search."""

    text: str = ""
    region: str = ""
    municipality: str = ""
    kind: str = ""
    language: str = ""
    online: bool = False
    open_now: bool = False
    near: str = ""
    page: int = 1

    @classmethod
    def of(cls, request: Request) -> "Asked":
        """Read the address."""
        page = request.GET.get("sida", "")
        return cls(
            text=_tidy(request.GET.get("q", ""), LONGEST_QUERY),
            region=_known(request.GET.get("region", ""), {each.code for each in directory.regions()}),
            municipality=_known(request.GET.get("kommun", ""), directory.municipalities().keys()),
            kind=_known(request.GET.get("typ", ""), {each.value for each in Kind}),
            language=_known(request.GET.get("talar", ""), SPOKEN),
            online=request.GET.get("online") == YES,
            open_now=request.GET.get("oppet") == YES,
            near=_tidy(request.GET.get("nara", ""), LONGEST_PLACE),
            page=max(1, min(int(page), LAST_PAGE))
            if page.isascii() and page.isdigit() and len(page) < 5
            else 1,
        )

    @property
    def filters(self) -> int:
        """Count the filters that are set."""
        given = (self.region, self.municipality, self.kind, self.language, self.online, self.open_now)
        return sum(map(bool, given))

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing at all is asked for yet."""
        return self == Asked()

    def wanted(self, now: datetime) -> Wanted:
        """Give the filters as the search takes them."""
        return Wanted(
            region=self.region,
            municipality=self.municipality,
            kind=self.kind,
            language=self.language,
            online=self.online,
            open_at=now if self.open_now else None,
        )

    def address(self, **changes: object) -> str:
        """Give the address of the same search with something changed; on its first page unless said."""
        asked = replace(self, **({"page": 1} | changes))  # type: ignore[arg-type]
        pairs = {
            "q": asked.text,
            "region": asked.region,
            "kommun": asked.municipality,
            "typ": asked.kind,
            "talar": asked.language,
            "online": YES if asked.online else "",
            "oppet": YES if asked.open_now else "",
            "nara": asked.near,
            "sida": str(asked.page) if asked.page > 1 else "",
        }
        return f"?{urlencode({name: value for name, value in pairs.items() if value})}"

    def unfiltered(self) -> "Asked":
        """Give the same words without any filter."""
        return Asked(text=self.text)


def region_options() -> list[Option]:
    """Give the regions to choose from, and all of Sweden."""
    everywhere = Option(value="", text=_("Hela Sverige"))
    return [everywhere, *(Option(value=each.code, text=each.name) for each in directory.regions())]


def municipality_options(region: str) -> list[Option]:
    """Give the municipalities that have clinics, only those of the region once one is chosen."""
    names = [name for name, code in directory.municipalities().items() if region in ("", code)]
    return [Option(value="", text=_("Alla kommuner")), *(Option(value=name, text=name) for name in names)]


def kind_options() -> list[Option]:
    """Give the kinds of clinics."""
    kinds = sorted((_(words), kind.value) for kind, words in KINDS.items())
    return [Option(value="", text=_("Alla slag")), *(Option(value=code, text=words) for words, code in kinds)]


def language_options() -> list[Option]:
    """Give the languages that some clinic speaks, by their names in the reader's language."""
    spoken = {code for clinic in directory.current().clinics for code in clinic.languages}
    named = sorted(((language_word(code), code) for code in spoken), key=lambda pair: swedish_order(pair[0]))
    return [Option(value="", text=_("Alla språk")), *(Option(value=code, text=name) for name, code in named)]


def _known(value: str, among: object) -> str:
    return value if value in among else ""  # type: ignore[operator]


def _tidy(text: str, longest: int) -> str:
    return " ".join(text[:longest].replace("\0", "").split())
