"""The codes that rows of the directory hold: kinds of clinics, services, links and notices; languages."""

from enum import StrEnum


class Kind(StrEnum):
    """What sort of clinic it is; the pages have the words."""

    HEALTH_CENTRE = "health_centre"
    DOCTORS_OFFICE = "doctors_office"
    PSYCHIATRY = "psychiatry"
    CHILD_PSYCHIATRY = "child_psychiatry"
    MIDWIFE = "midwife"
    YOUTH = "youth"
    GYNAECOLOGY = "gynaecology"
    PAEDIATRICS = "paediatrics"
    SKIN = "skin"
    INTERNAL_MEDICINE = "internal_medicine"
    HEART = "heart"
    RHEUMATOLOGY = "rheumatology"
    NEUROLOGY = "neurology"
    EYE = "eye"


class Service(StrEnum):
    """What the hours are for: calling the clinic or coming to it."""

    PHONE = "phone"
    VISIT = "visit"


class LinkKind(StrEnum):
    """E-services that a clinic may have elsewhere; renewal is Förnya's own and is not listed here."""

    BOOK = "book"
    CANCEL = "cancel"
    CONTACT = "contact"
    CERTIFICATE = "certificate"
    WEBSITE = "website"


class NoticeKind(StrEnum):
    """How much a notice weighs: something to know, or something that does not work."""

    INFO = "info"
    WARNING = "warning"


# The languages that a clinic may say it speaks, besides Swedish that all do; "swl" is Swedish sign language.
SPOKEN = (
    *("am", "ar", "bs", "ckb", "de", "en", "es", "et", "fa", "fi", "fit", "fr", "hr", "ku", "pl", "prs"),
    *("ro", "rom", "ru", "se", "so", "sq", "sr", "swl", "th", "ti", "tr", "uk", "ur", "vi", "yi", "zh"),
)
