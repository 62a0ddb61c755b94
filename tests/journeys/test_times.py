"""The clinic asks to meet and offers times; the patient books and changes; the clinic sees who comes."""

import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, expect

from fornya.rules.swedish_time import swedish_day
from fornya.rules.working_days import add_working_days
from tests.journeys.patient import Patient
from tests.journeys.staff import Prescriber
from tests.running import Service

# They share one running Förnya, so they stay in one process.
pytestmark = pytest.mark.xdist_group("journeys")

BERIT = "Berit Skottdag"
MEET = {"Varför_behöver_ni_träffas?": "Kontroll eller återbesök behövs"}


def test_a_time_is_offered_booked_and_changed_and_the_clinic_sees_who_comes(
    service: Service, browser: Browser
) -> None:
    first, second = (add_working_days(swedish_day(datetime.now(UTC)), days) for days in (8, 9))
    eva = Prescriber(browser.new_context().new_page(), service, looks=False)
    eva.signs_in("Eva Läkare", "Björkens vårdcentral")
    eva.opens_request_of(BERIT)
    for group in eva.page.get_by_role("group", name=re.compile("^Beslut om")).all():
        medicine = (group.locator("legend").inner_text()).removeprefix("Beslut om ")
        eva.decides(medicine, "Ni behöver träffas", **MEET)
    eva.page.get_by_text("Erbjud tider att träffas").click()
    for number, day in enumerate((first, second), start=1):
        eva.page.locator(f"#time_day-{number}").fill(day.isoformat())
        eva.page.locator(f"#time_clock-{number}").fill("15.40")
    eva.looks = True
    eva.sees("request, times written")
    eva.looks = False
    eva.signs()
    expect(eva.page.get_by_role("main")).to_contain_text("Erbjuden")

    berit = Patient(browser.new_context().new_page(), service)
    berit.page.goto(f"{service.url}/logga-in?till=/mina")
    Patient(berit.page, service, looks=False).signs_in_here(BERIT)
    berit.page.get_by_role("link", name="Välj en tid").click()
    berit.sees("choose a time")
    berit.page.get_by_role("button", name=re.compile("^Välj ")).first.click()
    expect(berit.page.get_by_role("heading", level=1)).to_have_text("Tiden är bokad")
    berit.page.get_by_text("Byt till en annan tid").click()
    berit.sees("a time is booked")
    berit.page.get_by_role("button", name=re.compile("^Välj ")).click()
    expect(berit.page.get_by_role("heading", level=1)).to_have_text("Tiden är bokad")

    eva.looks = True
    eva.page.goto(f"{service.url}/personal/moten")
    booked = eva.page.get_by_role("table").filter(has_text=BERIT)
    expect(booked).to_contain_text("15.40–16.10")
    expect(booked.locator("caption")).to_contain_text(f"{second.day} ")
    eva.sees("booked meetings")
