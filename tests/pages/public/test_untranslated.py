"""Nothing on a public page falls back to Swedish in the midst of another language.

A page is whole in a language or whole in Swedish (docs/decisions/0012). So no sentence has to carry lang="sv"
of its own, and a screen reader never reads Swedish with the sounds of Arabic. What is Swedish there is what
clinics, regions and articles have written: those say so themselves.
"""

import pytest
from django.utils.translation import get_language, override
from django.utils.translation.trans_real import DjangoTranslation

from fornya.design import environment
from fornya.pages.public.article import figures
from tests.design import drawn
from tests.pages.public.test_shared import PAGES

pytestmark = pytest.mark.usefixtures("demo_directory")
MORE = (
    *("/hitta-vard?q=bjorken", "/hitta-vard?q=qwxzqwxz", "/sok?q=recept", "/sok?q=qwxzqwxz", "/region"),
    *("/support/skriv", "/kakor/installningar", "/logga-in", "/borta", "/utan-uppkoppling"),
    "/mottagning/bjorkens-vardcentral/blankett",
    "/artiklar/fornya-recept-pa-natet?mottagning=bjorkens-vardcentral",
    "/artiklar/fornya-recept-pa-natet?sok=bjorken",
)


@pytest.fixture
def fallen_back(monkeypatch):
    """Give the sentences that were looked up in Swedish because the page's language has none."""
    found: set[str] = set()

    def noted(catalogue: DjangoTranslation, message: str) -> None:
        if catalogue.language() == "sv" != get_language():
            found.add(message)

    one, many = DjangoTranslation.gettext, DjangoTranslation.ngettext

    def gettext(catalogue, message):
        noted(catalogue, message)
        return one(catalogue, message)

    def ngettext(catalogue, message, plural, number):
        noted(catalogue, message)
        return many(catalogue, message, plural, number)

    monkeypatch.setattr(DjangoTranslation, "gettext", gettext)
    monkeypatch.setattr(DjangoTranslation, "ngettext", ngettext)
    environment._phrase.cache_clear()
    figures.filled.cache_clear()
    return found


@pytest.mark.parametrize("language", ["en", "ar", "fi", "so", "fa"])
def test_every_sentence_of_a_page_is_in_the_page_s_language(client, fallen_back, language):
    client.cookies["sprak"] = language
    client.cookies["region"] = "03"

    spoken = {client.get(address)["Content-Language"] for address in (*PAGES, *MORE)}

    assert spoken == {language}
    assert fallen_back == set()


@pytest.mark.parametrize(
    "said", ['{{ _("Utan översättning") }}', '{{ ngettext("Utan översättning", "Utan översättningar", 2) }}']
)
def test_a_sentence_that_nobody_has_translated_is_noticed(fallen_back, said):
    with override("fi"):
        drawn.environment().from_string(said).render()

    assert fallen_back == {"Utan översättning"}
