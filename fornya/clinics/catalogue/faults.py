"""What can be wrong with a file of clinics: a code for each, and a sentence for whoever runs the command."""

from enum import StrEnum


class Fault(StrEnum):
    """Why a clinic, or a whole file, cannot go in."""

    NOT_TEXT = "not_text"
    HEADING = "heading"
    NOT_JSON = "not_json"
    NO_BUNDLE = "no_bundle"
    HSA_ID = "hsa_id"
    MISSING = "missing"
    TOO_LONG = "too_long"
    KIND = "kind"
    MUNICIPALITY = "municipality"
    LANGUAGE = "language"
    YES_OR_NO = "yes_or_no"
    POSTCODE = "postcode"
    PHONE = "phone"
    NO_PROMISE = "no_promise"
    ANSWER_DAYS = "answer_days"
    NO_NUMBER = "no_number"
    OUTSIDE = "outside"
    TWICE = "twice"
    ANOTHER_REGION = "another_region"


_SENTENCES = {
    Fault.NOT_TEXT: "the file is not text in UTF-8",
    Fault.HEADING: "the heading lacks {columns}",
    Fault.NOT_JSON: "the file is not JSON",
    Fault.NO_BUNDLE: "the file is no FHIR Bundle",
    Fault.HSA_ID: "hsa_id {value!r} is no HSA-id",
    Fault.MISSING: "{column} is missing",
    Fault.TOO_LONG: "{column} is longer than {most} characters",
    Fault.KIND: "kind {value!r} is not known",
    Fault.MUNICIPALITY: "no municipality is called {value!r}",
    Fault.LANGUAGE: "language {value!r} is not known",
    Fault.YES_OR_NO: "renews_online is yes or no, not {value!r}",
    Fault.POSTCODE: "postcode {value!r} is not five digits",
    Fault.PHONE: "phone {value!r} is no telephone number",
    Fault.NO_PROMISE: "answer_days is missing, though the clinic renews online",
    Fault.ANSWER_DAYS: "answer_days is 1 to {most}, not {value!r}",
    Fault.NO_NUMBER: "{column} {value!r} is no number",
    Fault.OUTSIDE: "{column} {value} lies outside Sweden",
    Fault.TWICE: "{value} stands on line {line} already",
    Fault.ANOTHER_REGION: "{value} is another region's",
}


class BadEntry(ValueError):
    """A clinic, or a file, that cannot go in: which fault, with what belongs to it."""

    def __init__(self, fault: Fault, **words: object) -> None:
        super().__init__(_SENTENCES[fault].format(**words))
        self.fault = fault
        self.words = words
