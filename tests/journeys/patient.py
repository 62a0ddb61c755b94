"""A patient in a browser: what a person does, in a person's words."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.look import look
from tests.running import Service

AMINA = "Amina Exempel"
MEDICINE_QUESTIONS = (
    "Fungerar läkemedlet bra?",
    "Har du några biverkningar?",
    "Tar du läkemedlet så som det står på receptet?",
)
AID_QUESTIONS = (
    "Fungerar hjälpmedlet bra?",
    "Har du besvär av hjälpmedlet?",
    "Använder du hjälpmedlet så som det står på receptet?",
)


class Patient:
    """Somebody with a browser and a BankID on the same device."""

    def __init__(self, page: Page, service: Service, *, looks: bool = True, scripts: bool = True) -> None:
        self.page, self.service, self.looks, self.scripts = page, service, looks, scripts

    def sees(self, where: str) -> None:
        if self.looks:
            look(self.page, where=where)

    def finds_clinic(self, words: str, name: str) -> None:
        self.page.goto(self.service.url)
        self.sees("start page")
        self.page.get_by_role("link", name="Hitta vård").first.click()
        self.page.get_by_label("Namn, ort eller adress").fill(words)
        self.page.get_by_role("button", name="Sök").click()
        hit = self.page.get_by_role("listitem").filter(has_text=name)
        expect(hit.first).to_contain_text("Förnyar recept på nätet: Ja")
        self.sees("search")
        self.page.get_by_role("link", name=name).first.click()

    def reads_the_answer_box(self) -> None:
        box = self.page.get_by_role("main")
        expect(box).to_contain_text("Förnya recept här")
        expect(box).to_contain_text("Kostar")
        expect(box).to_contain_text(re.compile(r"Senast \w+dag \d+ \w+ om du skickar i dag"))
        expect(box).to_contain_text("Våra e-tjänster")
        self.sees("clinic page")

    def asks_to_renew(self) -> None:
        self.page.get_by_role("link", name="Förnya recept").first.click()

    def signs_in_here(self, name: str = AMINA) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Logga in")
        self.sees("sign-in")
        self.page.get_by_role("button", name="BankID på den här enheten").click()
        self.sees("waiting for BankID")
        self.page.get_by_role("link", name="Öppna BankID").click()
        self.page.get_by_label(re.compile(name)).check()
        self.page.get_by_role("button", name="Legitimera").click()
        if not self.scripts:
            self.waits_for_bankid()

    def waits_for_bankid(self) -> None:
        """Press *Fortsätt* for as long as the page asks: BankID is asked every other second at most."""
        for _second in range(20):
            self.page.wait_for_load_state()
            if self.page.get_by_role("heading", level=1).inner_text() != "Väntar på BankID":
                return
            self.page.wait_for_timeout(1000)
            self.page.get_by_role("link", name="Fortsätt").click()
        raise AssertionError("BankID's answer never came")

    def signs_in_with_freja(self, name: str = AMINA, *, level: str = "PLUS") -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Logga in")
        self.page.get_by_role("main").get_by_role("link", name="Freja+").click()
        self.page.get_by_label(re.compile(name)).check()
        self.page.get_by_label("Nivå").select_option(level)
        self.page.get_by_role("button", name="Godkänn").click()

    def chooses(self, *medicines: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Vilka recept vill du förnya?")
        for medicine in medicines:
            self.page.locator("label", has_text=medicine).click()
        self.sees("which prescriptions")
        self.goes_on()

    def answers(self, works: str, side_effects: str, as_prescribed: str, *, is_aid: bool = False) -> None:
        asked = AID_QUESTIONS if is_aid else MEDICINE_QUESTIONS
        for question, answer in zip(asked, (works, side_effects, as_prescribed), strict=True):
            group = self.page.get_by_role("group", name=question)
            group.locator("label", has=self.page.get_by_text(answer, exact=True)).click()
        self.sees("questions about a medicine")
        self.goes_on()

    def skips_own_questions(self) -> None:
        if "mottagningens-fragor" in self.page.url:
            self.sees("the clinic's questions")
            self.goes_on()

    def takes_any_pharmacy(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Var vill du hämta läkemedlet?")
        self.sees("pharmacy")
        self.goes_on()

    def wants_to_be_told(self, *, phone: str) -> None:
        self.page.locator("label", has=self.page.get_by_text("Sms", exact=True)).first.click()
        self.page.get_by_label("Mobilnummer").fill(phone)
        self.sees("how to be told")
        self.goes_on()

    def sends(self, clinic: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Kontrollera och skicka")
        self.sees("check and send")
        self.page.get_by_role("button", name=f"Skicka till {clinic}").click()
        expect(self.page).to_have_url(re.compile(r"/mina/forfragan/[0-9a-f-]{36}"))

    def keeps_the_receipt(self) -> str:
        """Reload and go back: the receipt is still there. Gives its address."""
        self.sees("receipt")
        receipt = self.page.url
        self.page.reload()
        expect(self.page).to_have_url(receipt)
        heading = self.page.get_by_role("heading", level=1).inner_text()
        self.page.go_back()
        assert "gick fel" not in self.page.get_by_role("main").inner_text()
        self.page.goto(receipt)
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        return receipt

    def opens(self, path: str, *, where: str) -> None:
        self.page.goto(self.service.url + path)
        self.sees(where)

    def reads(self, text: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(text)

    def paid(self) -> int:
        """Give the kronor paid so far, as the page says it."""
        text = self.page.get_by_role("main").inner_text().replace("\xa0", "")
        found = re.search(r"betalat (\d+)", text)
        assert found, text
        return int(found[1])

    def goes_on(self) -> None:
        self.page.get_by_role("button", name="Fortsätt").click()

    def waits_until(self, address: str, text: str, *, seconds: int = 30) -> None:
        """Reload the page, as an impatient person does, until it says the words."""
        for _second in range(seconds):
            self.page.goto(address)
            if text in self.page.get_by_role("main").inner_text():
                return
            self.page.wait_for_timeout(1000)
        raise AssertionError(f"{address} never said “{text}”")
