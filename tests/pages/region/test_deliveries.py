"""*Leveranser* and *Drift*: what waits, without a word of whom, and *Försök igen*."""

import pytest

from fornya.config.topics import TOPICS
from fornya.pages.region.deliveries.words import KINDS
from tests import make
from tests.committed import owner

REGION, SERVICE = "/personal/region/leveranser", "/personal/drift"


@pytest.fixture
def stuck(region: str) -> None:
    """Let a renewal at Björken have been stuck since yesterday, and a copy to the support desk."""
    eva = make.staff()
    whole = make.taken(eva, make.request(make.patient(name="Amina Exempel")))
    make.decide(eva, whole, make.renewal(whole.lines[0].id))
    owner(
        "UPDATE outbox_delivery SET state = 'stuck', last_fault = 'Unavailable',"
        " put_at = now() - interval '1 day', next_try_at = now() + interval '1 hour'"
        " WHERE topic = 'renewal.write'"
    )
    owner(
        "INSERT INTO outbox_delivery (topic, key, subject, state, attempts, last_fault, put_at)"
        " VALUES ('support.copy', 'k', '1', 'stuck', 9, 'ValueError', now())"
    )


def test_every_kind_of_delivery_has_its_words():
    assert set(KINDS) == set(TOPICS)


def test_a_region_sees_what_waits_at_its_clinics_and_of_nobody(rut, stuck):
    page = rut.get(REGION)

    assert "Nya recept till receptregistret" in page.text
    assert "Björkens vårdcentral" in page.text
    assert "Systemet i andra änden svarar inte." in page.text
    assert "Försöks av sig själv" in page.text
    for hidden in ("Kopior av ärenden", "Amina", "Metoprolol"):
        assert hidden not in page.text


def test_it_is_tried_again_and_stays_until_it_is_there(rut, stuck):
    page = rut.press(rut.get(REGION), "Försök igen Nya recept till receptregistret, Björkens vårdcentral")

    assert "1 leverans försöks igen nu." in page.text
    assert "Nya recept till receptregistret" in page.text
    due = "SELECT count(*) FROM procrastinate_jobs WHERE scheduled_at > now()"
    assert owner(due) == [(0,)]
    assert owner("SELECT state FROM outbox_delivery WHERE topic = 'renewal.write'") == [("stuck",)]


def test_whoever_runs_the_service_sees_all_of_it(olle, stuck):
    page = olle.get(SERVICE)

    assert "Nya recept till receptregistret" in page.text
    assert "Kopior av ärenden till supporten" in page.text
    assert "Fel i tjänsten: ValueError." in page.text

    assert "1 leverans" in olle.press(page, "Försök igen Kopior av ärenden till supporten").text


def test_when_nothing_waits_it_says_so(rut, olle):
    assert "Allt har kommit fram" in rut.get(REGION).text
    assert "Allt har kommit fram" in olle.get(SERVICE).text


def test_another_key_tries_nothing_again(rut, stuck):
    page = rut.get(REGION)
    for key in ("", "x", "support.copy", "renewal.write x", "renewal.write 99999999999999"):
        # Sent as the button's own value would be.
        page.tree.xpath("//button[@name='again']")[0].set("value", key)

        answer = rut.send(page, "Försök igen Nya recept till receptregistret, Björkens vårdcentral")

        assert answer["Location"].endswith("?igen=0"), key
