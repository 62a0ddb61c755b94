"""Every way in which a national source can answer, on every page that shows it: each says what it knows.

The fault matrix: {ok, slow, empty, error, garbage} × {store, account} × the pages that read them; and the
store when it hides some of what there is, or all of it.
"""

from itertools import product

import pytest

from fornya.integrations.http import Fault, Refused, Unavailable
from tests import make
from tests.browser import Browser
from tests.pages.patient.sources import account, prescription

PRICED = prescription(
    "Hyllamed", id="rx-matrix", withdrawals_total=4, booked={"counted_ore": 9900, "benefit": "R"}
)
FAILING = {
    "slow": Unavailable("source", "ReadTimeout", outcome_unknown=False, fault=Fault.SLOW),
    "error": Unavailable("source", "HTTP 503", outcome_unknown=False, fault=Fault.DOWN),
    "garbage": Unavailable("source", "unreadable answer", outcome_unknown=False, fault=Fault.GARBLED),
    "refused": Refused("403"),
}
STORE = {"ok": [PRICED], "empty": [], "hides_some": [PRICED], "hides_all": []} | FAILING
SHOWING, HIDING = ("ok", "hides_some"), ("hides_some", "hides_all")
ACCOUNT = {
    "ok": account(),
    "empty": account(0, 0, period_start=None, period_end=None, purchases=()),
} | FAILING
STORE_SAYS = {
    "slow": "Receptregistret svarar för långsamt just nu",
    "error": "Receptregistret svarar inte just nu",
    "garbage": "Vi kan inte läsa svaret från receptregistret",
    "refused": "Receptregistret svarar inte just nu",
}
ACCOUNT_SAYS = {
    "slow": "Högkostnadsdatabasen svarar för långsamt just nu",
    "error": "Högkostnadsdatabasen svarar inte just nu",
    "garbage": "Vi kan inte läsa svaret från högkostnadsdatabasen",
    "refused": "Högkostnadsdatabasen svarar inte just nu",
}
# What the store hides has nothing to do with the account.
PAIRS = [pair for pair in product(STORE, ACCOUNT) if pair[0] not in HIDING or pair[1] == "ok"]
NONE = ("Du har inga recept", "Inget ännu.")
IS_HIDDEN = "Du har valt att dölja en del av dina recept"
READ_AT = "Hämtat från receptregistret"
LIST, ONE, COLLECTED, COST, FIRST, PAPER, REMINDERS = (
    "/mina/lakemedel",
    "/mina/lakemedel/recept/rx-matrix",
    "/mina/uttag",
    "/mina/hogkostnad",
    "/mina",
    "/mina/lakemedel/lista",
    "/mina/paminnelser",
)
BY_BOTH, BY_STORE = (LIST, ONE, COLLECTED, COST, FIRST), (PAPER, REMINDERS)


@pytest.fixture
def pages(database, sources):
    """Give what each page says for a state of both sources."""
    person = Browser(make.patient_token())

    def read(store: str, cost: str) -> dict[str, str]:
        sources.prescriptions_are, sources.cost = STORE[store], ACCOUNT[cost]
        sources.hidden = store in HIDING
        # Those that do not read the account are the same for each state of it.
        read_here = BY_BOTH + BY_STORE if cost == "ok" else BY_BOTH
        found = {address: person.get(address) for address in read_here}
        return {
            address: (page.status, page.text.replace("\N{NO-BREAK SPACE}", " "))
            for address, page in found.items()
        }

    return read


@pytest.mark.parametrize(("store", "cost"), PAIRS)
def test_every_page_says_what_it_knows_and_no_more(pages, store, cost):
    said = pages(store, cost)

    assert {status for address, (status, _) in said.items() if address != ONE} == {200}
    _store_is_told(store, {address: text for address, (_, text) in said.items()}, said[ONE][0])
    _account_is_told(cost, store, {address: text for address, (_, text) in said.items()})


def _store_is_told(store: str, said: dict[str, str], status_of_one: int) -> None:
    every = set(STORE_SAYS.values())
    assert (status_of_one == 404) is (store in ("empty", "hides_all"))
    of_store = [address for address in said if address not in (COST, ONE)]
    for address in of_store if status_of_one == 404 else [*of_store, ONE]:
        told = {words for words in every if words in said[address]}
        assert told == ({STORE_SAYS[store]} if store in STORE_SAYS else set()), address
        assert (READ_AT in said[address]) is (store not in STORE_SAYS), address
    for address in of_store:
        assert (IS_HIDDEN in said[address]) is (store in HIDING), address
        if address != FIRST:
            assert ("Hyllamed" in said[address]) is (store in SHOWING), address
        if address != FIRST:
            assert any(words in said[address] for words in NONE) is (store == "empty"), address
    assert ("Just nu behöver du inte göra något." in said[FIRST]) is (store in ("ok", "empty"))


def _account_is_told(cost: str, store: str, said: dict[str, str]) -> None:
    every = set(ACCOUNT_SAYS.values())
    for address in (COST, FIRST):
        told = {words for words in every if words in said[address]}
        assert told == ({ACCOUNT_SAYS[cost]} if cost in ACCOUNT_SAYS else set()), address
        assert ("Du har betalat 2 135 kr" in said[address]) is (cost == "ok"), address
    assert ("Du har inte hämtat ut något inom högkostnadsskyddet" in said[COST]) is (cost == "empty")
    if store in SHOWING:
        assert ("Nästa uttag kostar högst" in said[ONE]) is (cost in ("ok", "empty"))
        assert (ACCOUNT_SAYS.get(cost, "@@") in said[ONE]) is (cost in ACCOUNT_SAYS)
    if cost in ("ok", "empty"):
        assert (STORE_SAYS.get(store, "@@") in said[COST]) is (store in STORE_SAYS)
        assert (IS_HIDDEN in said[COST]) is (store in HIDING)
        assert (READ_AT in said[COST]) is (store not in STORE_SAYS)
