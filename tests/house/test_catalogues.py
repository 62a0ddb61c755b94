"""The other languages say what the Swedish sentences say: the same places, whole plurals, no markup.

A sentence without a translation is shown in Swedish. That is on purpose for Easy Swedish, which holds only
what should be simpler, and for pages that a language does not have (fornya/config/language.py).
"""

import re
import unicodedata
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog, Message

from fornya.config.language import ON_THE_WAY, is_there
from fornya.design.languages import LANGUAGES
from tooling.words import catalogues, compile_into, is_translated, read, sentences, write

PLACE = re.compile(r"%\([a-z_]+\)[sd]|%%")
MARKUP = re.compile(r"<[a-z/!]|&[a-z]+;|https?://", re.IGNORECASE)
# What a patient needs on the way to a renewal, in every language but Easy Swedish.
WAY = (*(f"{module.replace('.', '/')}/" for module in ON_THE_WAY), "fornya/design/")
# Arabic has forms for none, one and two alone, which say the number in the word itself.
EXACT = {"ar": 3}
STAFF_SIGN_IN = ("staff", "commission", "signed_out")
LIX_AT_MOST = 27
LONG_WORD = 6
WORDS = {path.parent.parent.name: read(path) for path in catalogues()}
OTHERS = ("ar", "en", "fa", "fi", "so")


def folder(code: str) -> str:
    """Name a language's folder as Django looks for it."""
    language, _, rest = code.partition("-")
    return f"{language}_{rest.title()}" if rest else language


def messages(catalogue: Catalog) -> list[Message]:
    """Give the sentences that are translated."""
    return [message for message in catalogue if message.id and is_translated(message)]


def forms(message: Message) -> tuple[str, ...]:
    """Give what is said: one form, or all plural forms."""
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (str(message.string),)


def keys(message: Message) -> tuple[str, ...]:
    """Give the Swedish: one form, or both."""
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)


def exact_forms(name: str, message: Message) -> list[bool]:
    """Tell of each form whether it stands for one number alone."""
    return [len(keys(message)) == 2 and index < EXACT.get(name, 0) for index in range(len(forms(message)))]


def test_every_language_but_swedish_has_a_catalogue():
    assert {folder(language.code) for language in LANGUAGES} == set(WORDS) | {"sv"}


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_translation_has_the_places_of_its_sentence(name):
    faults = [
        (said, message.id)
        for message in messages(WORDS[name])
        for said, exact in zip(forms(message), exact_forms(name, message), strict=True)
        if sorted(PLACE.findall(said)) not in _places(message, exact)
    ]

    assert faults == []


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_plural_has_all_the_forms_of_its_language(name):
    catalogue = WORDS[name]
    counts = {len(forms(message)) for message in messages(catalogue) if len(keys(message)) == 2}

    assert counts <= {catalogue.num_plurals}


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_translation_is_bare_text(name):
    faults = [
        said
        for message in messages(WORDS[name])
        for said in forms(message)
        if MARKUP.search(said)
        or said != said.strip()
        or "  " in said
        or said != unicodedata.normalize("NFC", said)
    ]

    assert faults == []


@pytest.mark.parametrize("name", sorted(WORDS))
def test_a_label_stays_a_label(name):
    """A sentence that ends with a colon introduces what follows it, in every language."""
    faults = [
        message.string
        for message in messages(WORDS[name])
        if keys(message)[0].endswith(":") != forms(message)[0].endswith((":", "："))
    ]

    assert faults == []


@pytest.mark.parametrize("name", OTHERS)
def test_the_way_to_a_renewal_is_whole(name):
    catalogue = WORDS[name]
    missing = [
        said.id
        for said in sentences()
        if said.id and any(_is_on_the_way(place) for place, _line in said.locations)
        if not (found := catalogue.get(keys(said)[0], said.context)) or not is_translated(found)
    ]

    assert missing == []


@pytest.mark.parametrize(
    ("said", "starts_from_the_right"),
    [("%(day)s، %(clock)s", True), ("أُرسل %(day)s، %(clock)s", False), ("%(name)s, %(form)s", False)],
)
def test_values_alone_run_from_the_right_also_within_a_sentence(tmp_path, said, starts_from_the_right):
    """A day and a time, put into a sentence, stood with the time before the day."""
    folder_of_arabic = tmp_path / "ar" / "LC_MESSAGES"
    folder_of_arabic.mkdir(parents=True)
    catalogue = Catalog(locale="ar")
    catalogue.add("x", said)
    write(catalogue, folder_of_arabic / "django.po")

    compile_into(folder_of_arabic / "django.po", folder_of_arabic / "django.mo")

    with (folder_of_arabic / "django.mo").open("rb") as compiled:
        shown = GNUTranslations(compiled).gettext("x")
    assert (shown[0] == "\N{RIGHT-TO-LEFT MARK}") == starts_from_the_right
    assert shown.count("\N{FIRST STRONG ISOLATE}") == said.count("%(")


def test_a_page_is_there_in_a_language_or_is_whole_in_swedish():
    assert is_there("fornya.pages.patient.renew.choose", "ar")
    assert is_there("fornya.pages.public.fees.views", "ar")
    assert is_there("fornya.design.gallery", "en")
    assert not is_there("fornya.design.gallery", "ar")
    assert not is_there("fornya.pages.clinic.worklist.views", "en")


def test_easy_swedish_is_easy():
    """LIX: words a sentence, and long words in a hundred, over all of it."""
    said = [form for message in messages(WORDS["sv_Simple"]) for form in forms(message)]
    counts = [_count(PLACE.sub("Anna", text)) for text in said]
    words, sentences_, long = (sum(column) for column in zip(*counts, strict=True))

    assert words > 500
    assert words / sentences_ + 100 * long / words <= LIX_AT_MOST


@pytest.mark.parametrize(
    ("text", "counted"),
    [("Ring dem.", (2, 1, 0)), ("Var är du? Vi väntar på svaret", (7, 2, 0)), ("Läkemedlet", (1, 1, 1))],
)
def test_how_it_is_counted(text, counted):
    assert _count(text) == counted


def _places(message: Message, exact: bool) -> list[list[str]]:
    """Give the places that a form may have; where it stands for one number, it may leave out the number."""
    said = [sorted(PLACE.findall(key)) for key in keys(message)]
    bare = [[place for place in places if place != "%(num)s"] for places in said]
    return [*said, *bare] if exact else said


def _count(text: str) -> tuple[int, int, int]:
    words = re.findall(r"[^\W\d_]+", text)
    ends = len(re.findall(r"[.!?:](?:\s|$)", text))
    return (
        len(words),
        ends + (0 if re.search(r"[.!?:]\s*$", text) else 1),
        sum(len(w) > LONG_WORD for w in words),
    )


def _is_on_the_way(place: str) -> bool:
    return place.startswith(WAY) and not place.rpartition("/")[2].startswith(STAFF_SIGN_IN)
