"""What goes over open networks says that something waits, and nothing else."""

import re

import pytest

from fornya.config.demo.clinics import named
from fornya.messages import texts
from fornya.messages.models import Kind
from tests.house.tree import ROOT
from tests.make import TODAY

GSM_7 = set(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
LINK = re.compile(r"https?:|www\.|://|\b[a-z0-9-]+\.(se|nu|com|example)\b", re.IGNORECASE)
ABOUT_HEALTH = re.compile(
    r"recept|läkemedel|medicin|mottagning|vårdcentral|läkare|förny(a|at|else)\b|apotek|prov|beslut|avslag"
)


def words() -> list[str]:
    return [texts.mail_subject(), *map(texts.sms, Kind), *map(texts.mail, Kind)]


@pytest.mark.parametrize("kind", Kind)
def test_an_sms_is_one_part_of_the_plain_alphabet(kind):
    text = texts.sms(kind)

    assert len(text) <= 160
    assert set(text) - GSM_7 == set()


@pytest.mark.parametrize("text", words())
def test_no_text_has_a_link_or_asks_for_a_reply(text):
    assert LINK.search(text) is None


@pytest.mark.parametrize("text", words())
def test_no_text_says_anything_about_health(text):
    # "Förnya" is the service's own name, which is all that a text may say.
    assert ABOUT_HEALTH.search(text.replace("Förnya", "")) is None


@pytest.mark.parametrize("text", words())
def test_no_text_names_a_clinic_or_a_medicine(text):
    clinics = {made.clinic.name for made in named(TODAY)}
    rows = (ROOT / "sandbox" / "medicines.csv").read_text(encoding="utf-8").splitlines()[1:]
    medicines = {row.split(",")[0].split(" ")[0].strip('"') for row in rows}

    assert len(medicines) > 50
    assert [name for name in clinics | medicines if name and name.casefold() in text.casefold()] == []


def test_a_question_sounds_more_urgent_than_the_rest():
    assert texts.sms(Kind.QUESTION) != texts.sms(Kind.RENEWED) == texts.sms(Kind.ANSWERED)
