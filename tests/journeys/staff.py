"""A prescriber at a clinic, in a browser."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.look import look
from tests.running import Service


class Prescriber:
    """Somebody who may decide, signed in at the identity provider of the sandbox."""

    def __init__(self, page: Page, service: Service, *, looks: bool = True) -> None:
        self.page, self.service, self.looks = page, service, looks
        self.name = ""

    def sees(self, where: str) -> None:
        if self.looks:
            look(self.page, where=where)

    def signs_in(self, name: str, clinic: str) -> None:
        self.name = name
        self.page.goto(f"{self.service.url}/personal")
        self.sees("staff sign-in")
        self.page.get_by_role("main").get_by_role("link", name="Logga in", exact=True).click()
        self.page.get_by_text(name).first.click()
        if "/idp" in self.page.url:
            self.page.get_by_role("button").first.click()
        self.sees("choose commission")
        self.page.locator("label", has_text=clinic).click()
        self.page.get_by_role("button", name="Fortsätt").click()
        expect(self.page).to_have_url(f"{self.service.url}/personal")

    def opens_request_of(self, patient: str, *, medicine: str = "") -> None:
        self.sees("worklist")
        row = self.page.get_by_role("row").filter(has_text=medicine)
        row.get_by_role("link", name=re.compile(patient)).first.click()
        self.sees("request, new")
        self.page.get_by_role("button", name="Börja bedöma").click()
        self.sees("request, being assessed")

    def decides(self, medicine: str, choice: str, **fields: str) -> None:
        decision = self.page.get_by_role("group", name=f"Beslut om {medicine}")
        decision.get_by_text(choice, exact=True).click()
        for label, value in fields.items():
            field = decision.get_by_label(label.replace("_", " "))
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)

    def signs(self) -> None:
        sign = self.page.get_by_role("button", name="Signera och skicka")
        sign.click()
        if "/personal/bekrafta" in self.page.url:
            self.sees("say who one is again")
            self.page.get_by_role("link", name="Legitimera dig").click()
            self.page.get_by_role("button", name=re.compile(self.name)).click()
            self.sees("request, filled in as before")
            sign.click()
        self.sees("request, decided")
