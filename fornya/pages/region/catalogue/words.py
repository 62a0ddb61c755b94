"""What is wrong with a file of clinics, and what its columns are called, in words."""

from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.clinics.catalogue.faults import BadEntry, Fault
from fornya.clinics.codes import Kind
from fornya.design.parts import Row

FAULTS = MappingProxyType(
    {
        Fault.NOT_TEXT: N_("Filen går inte att läsa som text. Spara den i UTF-8"),
        Fault.HEADING: N_("Rubrikraden saknar %(columns)s"),
        Fault.NOT_JSON: N_("Filen är inte JSON, fast den börjar så"),
        Fault.NO_BUNDLE: N_("Filen är inte ett Bundle i FHIR"),
        Fault.HSA_ID: N_("%(value)s är inget HSA-id"),
        Fault.MISSING: N_("%(column)s saknas"),
        Fault.TOO_LONG: N_("%(column)s är längre än %(most)s tecken"),
        Fault.KIND: N_("Vi känner inte till slaget %(value)s. Skriv till exempel health_centre"),
        Fault.MUNICIPALITY: N_("Ingen kommun heter %(value)s"),
        Fault.LANGUAGE: N_("Vi känner inte till språket %(value)s"),
        Fault.YES_OR_NO: N_("renews_online är yes eller no, inte %(value)s"),
        Fault.POSTCODE: N_("Postnumret %(value)s är inte fem siffror"),
        Fault.PHONE: N_("%(value)s är inget telefonnummer"),
        Fault.NO_PROMISE: N_("answer_days saknas, fast mottagningen förnyar på nätet"),
        Fault.ANSWER_DAYS: N_("answer_days är 1 till %(most)s, inte %(value)s"),
        Fault.NO_NUMBER: N_("%(column)s är inget tal: %(value)s"),
        Fault.OUTSIDE: N_("%(column)s %(value)s ligger utanför Sverige"),
        Fault.TWICE: N_("%(value)s står redan på rad %(line)s"),
        Fault.ANOTHER_REGION: N_("%(value)s hör till en annan region"),
    }
)
COLUMNS = MappingProxyType(
    {
        "name": N_("Namn"),
        "former_names": N_("Tidigare namn"),
        "kind": N_("Slag"),
        "municipality_id": N_("Kommun"),
        "street": N_("Gatuadress"),
        "postcode": N_("Postnummer"),
        "place": N_("Ort"),
        "phone": N_("Telefon"),
        "renews_online": N_("Förnyar på nätet"),
        "answer_days": N_("Svar inom arbetsdagar"),
        "lat": N_("Latitud"),
        "lon": N_("Longitud"),
        "languages": N_("Språk"),
    }
)


# What a file's columns hold, in the order of the help.
HOLDS = MappingProxyType(
    {
        "hsa_id": N_("Till exempel SE2321000016-1A2B"),
        "name": N_("Mottagningens namn"),
        "kind": N_("Ett av: %(kinds)s"),
        "municipality": N_("Kommunens namn, till exempel Uppsala"),
        "street": N_("Gata och nummer"),
        "postcode": N_("Fem siffror"),
        "place": N_("Postort"),
        "phone": N_("Till exempel 018-000 00 00"),
        "renews_online": N_("yes eller no"),
        "answer_days": N_("Svar inom så många arbetsdagar. Behövs om renews_online är yes."),
        "former_names": N_("Frivilligt. Flera namn skiljs åt med |"),
        "languages": N_("Frivilligt. Koder som ar|fi"),
        "lat": N_("Frivilligt. Till exempel 59.8586, och då även lon"),
        "lon": N_("Frivilligt. Till exempel 17.6389"),
    }
)


def help_rows() -> list[Row]:
    """Say what each column of a file holds."""
    kinds = ", ".join(each.value for each in Kind)
    return [Row(key=name, value=_(text) % {"kinds": kinds}) for name, text in HOLDS.items()]


def fault_words(bad: BadEntry) -> str:
    """Say what is wrong, to whoever made the file."""
    return _(FAULTS[bad.fault]) % {name: value or _("(tomt)") for name, value in bad.words.items()}


def column_word(name: str) -> str:
    """Name what a clinic's column is about."""
    return _(COLUMNS[name])


def value_words(value: object) -> str:
    """Write what a column held, or will hold."""
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, (list, tuple)):
        value = ", ".join(str(each) for each in value)
    return str(value) if value not in (None, "") else _("(tomt)")
