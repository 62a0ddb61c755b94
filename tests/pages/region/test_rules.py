"""*Regler*: one proposes, another says yes or no; what is decided is read by clinics and patients at once."""

from datetime import timedelta

from django.urls import reverse
from django.utils import translation

from fornya.pages.patient.medicines.words import reason_words
from fornya.rules.posts import PostRole
from tests import make, posted
from tests.browser import Browser, errors, said
from tests.committed import owner

PLACE = "/personal/region/regler"
COUNTRY = "/personal/drift/regler"
DAY = timedelta(days=1)
GOOD = {
    "name": "betablockerare",
    "rule-atc": "c07 ab",
    "outcome": "visit_required",
    "text": "Ring och boka en tid.",
    "text_simple": "Ring oss. Boka en tid.",
    "source": "Kommittén § 4",
    "valid_from": str(make.TODAY),
}
PUBLIC = f"/mottagning/{make.BJORKEN}"
ROWS = "SELECT outcome, verdict, reason, proposed_by, decided_by FROM clinics_ruleversion WHERE name = %s"


def preview(browser: Browser, place: str = PLACE, **typed: str):
    return browser.press(browser.get(f"{place}/ny"), "Förhandsgranska", **GOOD | typed)


def propose(browser: Browser, place: str = PLACE, **typed: str) -> str:
    """Propose a rule, and give the address of its page."""
    page = browser.press(preview(browser, place, **typed), "Skicka förslaget")
    assert "Förslaget är sparat" in page.text, errors(page)
    ((number,),) = owner("SELECT max(id) FROM clinics_ruleversion")
    return f"{place}/{number}"


def not_renewed() -> str:
    return " ".join(said(each) for each in Browser().get(PUBLIC).tree.xpath("//main//li"))


def test_a_rule_is_seen_as_patients_read_it_before_it_is_sent_on(rut):
    page = preview(rut)

    assert "Ingenting är sparat än" in page.text
    for words in ("C07AB", "Mottagningen träffar patienten först", "Ring oss. Boka en tid.", "Kommittén § 4"):
        assert words in page.text
    assert "mottagningar som förnyar på nätet" in page.text
    assert owner(ROWS, "betablockerare") == []
    page = rut.press(page, "Ändra")
    assert (page.status, page.tree.xpath("//input[@name='name']/@value")) == (200, ["betablockerare"])


def test_what_one_proposes_another_approves_and_patients_read_it_at_once(rut, ragna):
    address = propose(rut)
    assert "betablockerare" not in not_renewed()
    assert "Säg nej" not in rut.get(address).text, "nobody decides their own"

    page = ragna.press(ragna.get(address), "Godkänn regeln")

    assert "Regeln är godkänd" in page.text
    assert "Godkände betablockerare" in page.text, "the log tells of it"
    assert "betablockerare" in not_renewed()
    assert owner(ROWS, "betablockerare") == [("visit_required", "approved", "", "Rut Region", "Ragna Region")]


def test_who_proposed_cannot_approve_by_hand_either(rut):
    address = propose(rut)
    page = rut.get(address)
    form = page.tree.xpath("//main//form")[0]

    answer = rut.client.post(
        address, {"do": "godkand", "csrfmiddlewaretoken": form.fields["csrfmiddlewaretoken"]}
    )

    assert answer.status_code == 422
    assert "två personer" in answer.content.decode()
    assert owner(ROWS, "betablockerare")[0][1] == ""


def test_a_no_needs_its_reason_and_is_told(rut, ragna):
    address = propose(rut)

    page = ragna.press(ragna.get(address), "Säg nej", reason="")
    assert (page.status, errors(page)) == (422, ["Skriv varför, så att den som föreslog förstår"])
    ragna.press(ragna.get(address), "Säg nej", reason="För bred. Ta C07AB02.")

    page = rut.get(address)
    assert "Fick nej" in page.text
    assert "För bred. Ta C07AB02." in page.text
    assert "betablockerare" not in not_renewed()


def test_a_button_pressed_twice_says_how_it_stands(rut, ragna):
    address = propose(rut)
    page = ragna.get(address)
    ragna.press(page, "Godkänn regeln")

    again = ragna.press(page, "Godkänn regeln")

    assert "Regeln är redan avgjord" in again.text
    assert again.status == 200


def test_who_proposed_takes_it_back(rut):
    page = rut.press(rut.get(propose(rut)), "Ta tillbaka förslaget")

    assert "Förslaget är tillbakataget" in page.text
    assert owner(ROWS, "betablockerare")[0][1] == "withdrawn"


def test_a_rule_ends_by_a_new_one_that_is_filled_in_from_it(rut, ragna):
    address = propose(rut)
    ragna.press(ragna.get(address), "Godkänn regeln")
    (link,) = rut.get(address).tree.xpath("//a[contains(., 'Föreslå en ändring')]/@href")
    page = rut.get(link)
    assert page.tree.xpath("//input[@name='rule-atc']/@value") == ["C07AB"]

    page = rut.press(page, "Förhandsgranska", outcome="ends", source="Beslut § 9", text="", text_simple="")
    rut.press(page, "Skicka förslaget")
    ((number,),) = owner("SELECT max(id) FROM clinics_ruleversion")
    page = ragna.press(ragna.get(f"{PLACE}/{number}"), "Godkänn regeln")

    assert "Börjar gälla senare" in page.text
    assert "Regeln upphör" in page.text
    assert "betablockerare" in not_renewed(), "until tomorrow"


WRONG = (
    ({"name": ""}, "Skriv vad patienter kallar läkemedlen"),
    ({"name": "x" * 81}, "Vad patienter kallar läkemedlen: texten är 1 tecken för lång"),
    ({"rule-atc": "C0"}, "Skriv en ATC-kod eller början av en, till exempel N05CF eller C07AB02"),
    ({"rule-atc": ""}, "Skriv en ATC-kod, eller välj en narkotikaklass"),
    ({"controlled": "VI"}, "Välj en narkotikaklass"),
    ({"outcome": "perhaps"}, "Välj vad som ska hända med läkemedlen"),
    ({"text": ""}, "Skriv varför, och vad patienten gör i stället"),
    ({"text_simple": ""}, "Skriv samma sak på lätt svenska"),
    ({"source": ""}, "Skriv lagen, beslutet eller källan"),
    ({"valid_from": "i morgon"}, "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24"),
    ({"valid_from": str(make.TODAY - DAY)}, "Välj i dag eller en dag som kommer"),
)


def test_what_is_wrong_is_said_at_the_field_and_nothing_typed_is_lost(rut):
    empty = rut.get(f"{PLACE}/ny")
    for typed, message in WRONG:
        kept = GOOD | typed
        page = rut.press(empty, "Förhandsgranska", **kept)

        assert (page.status, errors(page)) == (422, [message])
        for name in ("name", "source", "valid_from"):
            assert page.tree.xpath(f"//input[@name='{name}']/@value") == [kept[name]]


def test_the_countrys_rule_is_read_in_the_region_and_by_the_clinic(olle, rut, eva):
    address = propose(olle, COUNTRY)
    ola = Browser(posted.token(make.OLA, PostRole.OPERATOR))
    ola.press(ola.get(address), "Godkänn regeln")

    assert "Gäller i hela landet" in rut.get(PLACE).text
    assert "betablockerare" in not_renewed()
    page = eva.get("/personal/installningar/fornyas-inte", atc="C07AB02")
    assert "Hela landets regel om betablockerare (C07AB) avgör." in page.text
    assert "Det som är bestämt för er" in page.text


def test_a_clinics_looser_rule_is_told_that_it_does_not_hold(rut, ragna, eva):
    ragna.press(ragna.get(propose(rut)), "Godkänn regeln")
    settings = "/personal/installningar/fornyas-inte"
    own = {"name": "metoprolol", "rule-atc": "C07AB02", "outcome": "allow"}

    page = eva.press(eva.get(settings), "Spara regeln", **own)

    assert "En strängare regel är bestämd för er, och den gäller." in page.text
    tried = eva.get(settings, atc="C07AB02")
    assert "Regionens regel om betablockerare (C07AB) avgör." in tried.text
    assert "Patienten läser: Ring och boka en tid." in tried.text


def test_who_reads_easy_swedish_reads_the_rule_in_it():
    wanted = {
        "sv": "Ring och boka en tid.",
        "sv-simple": "Ring oss. Boka en tid.",
        "en": '<span lang="sv" dir="ltr">Ring och boka en tid.</span>',
    }

    for language, words in wanted.items():
        with translation.override(language):
            said = reason_words(
                ["visit_required"], clinic="Björken", own=GOOD["text"], own_simple=GOOD["text_simple"]
            )
            assert [str(each) for each in said] == [words]


def test_another_regions_rule_and_a_made_up_number_are_not_there(rut, olle):
    address = propose(rut)
    number = address.rpartition("/")[2]

    assert rut.get(f"{PLACE}/999999999999999999999").status == 404
    assert olle.get(f"{COUNTRY}/{number}").status == 404
    assert reverse("region:rule", args=[1]).startswith(PLACE)
