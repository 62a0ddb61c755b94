"""The languages of the pages: what each is called by those who read it, and which way it runs."""

from dataclasses import dataclass

from django.utils.translation import gettext, override


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language. `code` is what lang says (BCP 47), `name` what those who read it call it.

    `country` goes with it where both are asked for, as Open Graph does.
    `reviewed`: somebody who speaks it and knows health care has read every word.
    """

    code: str
    name: str
    english: str
    direction: str = "ltr"
    reviewed: bool = False
    country: str = "SE"


SWEDISH = Language(code="sv", name="Svenska", english="Swedish", reviewed=True)
LANGUAGES = (
    SWEDISH,
    Language(code="sv-simple", name="Lätt svenska", english="Easy Swedish"),
    Language(code="en", name="English", english="English", country="GB"),
    Language(code="ar", name="العربية", english="Arabic", direction="rtl", country="SA"),
    Language(code="fi", name="Suomi", english="Finnish", country="FI"),
    Language(code="so", name="Soomaali", english="Somali", country="SO"),
    Language(code="fa", name="فارسی", english="Persian", direction="rtl", country="IR"),
)
BY_CODE = {language.code: language for language in LANGUAGES}
# Languages that have articles and no more: the pages around such a text are in the reader's own language.
READING = (
    Language(code="uk", name="Українська", english="Ukrainian"),
    Language(code="ru", name="Русский", english="Russian"),
    Language(code="pl", name="Polski", english="Polish"),
    Language(code="es", name="Español", english="Spanish"),
    Language(code="bs", name="Bosanski / hrvatski / srpski", english="Bosnian, Croatian, Serbian"),
    Language(code="prs", name="دری", english="Dari", direction="rtl"),
)
WRITTEN = BY_CODE | {language.code: language for language in READING}


def said_in(code: str, sentence: str) -> str:
    """Give a sentence in a language that is not the page's own."""
    with override(code):
        return gettext(sentence)
