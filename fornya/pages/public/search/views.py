"""The search of the whole site, by a plain GET form."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fornya.clinics import directory
from fornya.clinics.cards import ClinicCard
from fornya.clinics.folding import LONGEST_QUERY
from fornya.clinics.search import Found
from fornya.pages.public.article.index import index
from fornya.pages.public.article.library import SWEDISH
from fornya.pages.public.article.source import Article
from fornya.pages.public.article.views import wanted_language
from fornya.pages.public.clinic_words import kind_word
from fornya.pages.public.fresh import kept_a_minute_by
from fornya.people.guards import ANYONE, Request, open_to

ARTICLES, CLINICS = 8, 8


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
    """Show articles and clinics that fit, the better kind first."""
    text = " ".join(request.GET.get("q", "")[:LONGEST_QUERY].replace("\0", "").split())
    language = wanted_language(request)
    articles = _articles(text, language) if text else []
    clinics = directory.current().index.search(text, limit=CLINICS) if text else Found((), 0)
    # A clinic whose name was spelt right is what was meant; near misses come after what there is to read.
    kinds = [[_clinic(hit.card) for hit in clinics.hits], [_article(each, language) for each in articles]]
    hits = [hit for kind in (kinds if clinics.exact else reversed(kinds)) for hit in kind]
    context = {
        "asked": text,
        "hits": hits,
        "suggestions": clinics.suggestions,
        "more": clinics.total > CLINICS,
    }
    return render(request, "pages/public/search/search.jinja", context)


def _articles(text: str, language: str) -> list[Article]:
    """Look in the reader's language first, then among what is there in Swedish only."""
    own = index(language).search(text, limit=ARTICLES)
    seen = {article.slug for article in own}
    swedish = index(SWEDISH).search(text, limit=ARTICLES) if language != SWEDISH else []
    return [*own, *(article for article in swedish if article.slug not in seen)][:ARTICLES]


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
