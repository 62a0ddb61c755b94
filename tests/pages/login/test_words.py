"""Every hint of BankID's, on every kind of device, and every error has its own words in every language."""

import re

import pytest
from django.utils import translation

from fornya.design.languages import LANGUAGES
from fornya.integrations.bankid.hints import DeviceKind, Message, message_for
from fornya.pages.login.words import words_for, words_for_signing
from fornya.people.settling import NO_PERSONNUMMER, NOT_PROVEN, TRY_AGAIN
from sandbox.bankid.phone import FAILED_HINTS, PENDING_HINTS

HINTS = [("pending", hint) for hint in PENDING_HINTS] + [("failed", hint) for hint in FAILED_HINTS]
# What BankID's own list sends to its two general messages: "working" and "something went wrong".
GENERAL = {
    "processing": Message.RFA21,
    "userCallConfirm": Message.RFA21,
    "stepFromTheFuture": Message.RFA21,
    "userDeclinedCall": Message.RFA22,
    "notSupportedByUserApp": Message.RFA22,
    "transactionRiskBlocked": Message.RFA22,
    "failureFromTheFuture": Message.RFA22,
}
KEYS = [*Message, NO_PERSONNUMMER, NOT_PROVEN, TRY_AGAIN]
SWEDISH = ("sv", "sv-simple")
UNFINISHED = re.compile(r"%\(|[{}]|rfa\d")
CODES = [language.code for language in LANGUAGES]


@pytest.mark.parametrize("language", CODES)
def test_every_hint_has_its_own_words_on_every_device(language):
    with translation.override(language):
        general = {words_for(Message.RFA21), words_for(Message.RFA22)}
        said = {
            (status, hint, device): words_for(message_for(status, hint, device))
            for status, hint in HINTS
            for device in DeviceKind
        }

    assert len(said) == len(HINTS) * len(DeviceKind)
    assert [case for case, words in said.items() if len(words) < 8 or UNFINISHED.search(words)] == []
    assert {hint for (_status, hint, _device), words in said.items() if words in general} == set(GENERAL)


def test_what_is_general_is_what_bankids_own_list_says():
    told = {
        (hint, message_for(status, hint, device))
        for status, hint in HINTS
        for device in DeviceKind
        if hint in GENERAL
    }

    assert told == set(GENERAL.items())


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("words", [words_for, words_for_signing])
def test_no_two_messages_read_the_same(language, words):
    with translation.override(language):
        said = [words(key) for key in KEYS]

    assert len(set(said)) == len(KEYS)


@pytest.mark.parametrize("language", [code for code in CODES if code not in SWEDISH])
@pytest.mark.parametrize("words", [words_for, words_for_signing])
def test_every_message_is_translated(language, words):
    swedish = [words(key) for key in KEYS]
    with translation.override(language):
        said = [words(key) for key in KEYS]

    assert [each for each in said if each in swedish] == []


def test_a_key_that_nobody_knows_has_the_general_words():
    assert words_for("keyFromTheFuture") == words_for(Message.RFA22)
    assert words_for_signing("keyFromTheFuture") == words_for(Message.RFA22)


def test_every_message_says_what_one_can_do():
    # Try, open, wait, write, scan, follow, choose, get, ring, check, read, use, end.
    deeds = r"\b(försök|öppna|vänta|skriv|skanna|följ|välj|skaffa|ring|kontrollera|läs|använd|avsluta)\b"

    assert [key for key in KEYS if not re.search(deeds, words_for(key), re.IGNORECASE)] == []
