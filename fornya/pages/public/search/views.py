"""The search of the whole site, by a plain GET form."""

from dataclasses import dataclass
from itertools import chain, zip_longest

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.cards import ClinicCard
from fornya.clinics.folding import LONGEST_QUERY, words
from fornya.clinics.search import Found
from fornya.pages.public.article.index import index
from fornya.pages.public.article.library import SWEDISH, library
from fornya.pages.public.article.source import Article
from fornya.pages.public.article.views import wanted_language
from fornya.pages.public.clinic_words import kind_word
from fornya.pages.public.fresh import kept_a_minute_by
from fornya.pages.public.often import count_search
from fornya.people.guards import ANYONE, Request, open_to

ARTICLES, CLINICS = 8, 8
MAIN = "fornya-recept-pa-natet"


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of the list, whatever it leads to."""

    kind: str
    tone: str
    title: str
    href: str
    about: str
    language: str


@open_to(ANYONE)
@kept_a_minute_by("sprak")
def search(request: Request) -> HttpResponse:
    """Show articles and clinics that fit, in one list."""
    text = " ".join(request.GET.get("q", "")[:LONGEST_QUERY].replace("\0", "").split())
    if text:
        count_search(request)
    language = wanted_language(request)
    clinics, mixed = _clinics(text)
    articles = _articles(text, language, mixed=mixed) if text else []
    hits = _in_order(
        [_clinic(hit.card) for hit in clinics.hits],
        [_article(each, language) for each in articles],
        mixed=mixed,
        clinics_first=clinics.exact,
    )
    context = {
        "asked": text,
        "hits": hits,
        "suggestions": clinics.suggestions,
        "more": clinics.total > CLINICS,
        "asked_of_clinics": directory.current().index.naming(text) if mixed else text,
    }
    return render(request, "pages/public/search/search.jinja", context)


def _clinics(text: str) -> tuple[Found, bool]:
    """Find clinics by the whole text or, where only some of its words name one, by those words.

    "levaxin uppsala" asks for a medicine and for a place: no clinic has both, and the second is `mixed`.
    """
    search = directory.current().index.search
    whole = search(text, limit=CLINICS) if text else Found((), 0)
    if not text or (whole.hits and whole.exact):
        return whole, False
    naming = directory.current().index.naming(text)
    if not naming or naming.split() == words(text):
        return whole, False
    return search(naming, limit=CLINICS), True


def _in_order(clinics: list[Hit], articles: list[Hit], *, mixed: bool, clinics_first: bool) -> list[Hit]:
    """Put both in one list. A clinic spelt right is what was meant; near misses come after what there is to
    read; where both were asked for they take turns."""
    if mixed:
        return [hit for hit in chain.from_iterable(zip_longest(articles, clinics)) if hit]
    return clinics + articles if clinics_first else articles + clinics


def _articles(text: str, language: str, *, mixed: bool) -> list[Article]:
    """Look in the reader's language first, then among what is there in Swedish only.

    Who asks for a clinic and for what no article knows, a medicine perhaps, is to find how to renew.
    """
    own = index(language).search(text, limit=ARTICLES)
    seen = {article.slug for article in own}
    swedish = index(SWEDISH).search(text, limit=ARTICLES) if language != SWEDISH else []
    found = [*own, *(article for article in swedish if article.slug not in seen)][:ARTICLES]
    main = library().find(MAIN, "", language) if mixed and not found else None
    return [main] if main else found


def _article(article: Article, _language: str) -> Hit:
    return Hit(
        kind=_("Att läsa"),
        tone="info",
        title=article.title,
        href=article.address,
        about=article.lead,
        language=article.language,
    )


def _clinic(card: ClinicCard) -> Hit:
    online = _("Förnyar recept på nätet.") if card.renews_online else _("Förnyar inte recept på nätet: ring.")
    where = _("%(kind)s i %(place)s.") % {"kind": kind_word(card.kind), "place": card.place}
    return Hit(
        kind=_("Mottagning"),
        tone="ok",
        title=card.name,
        href=f"/mottagning/{card.slug}",
        about=f"{where} {online}",
        language=SWEDISH,
    )
