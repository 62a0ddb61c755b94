"""What is wrong with a file of clinics, and what its columns are called, in words."""

from types import MappingProxyType

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.clinics.catalogue.faults import BadEntry, Fault

FAULTS = MappingProxyType(
    {
        Fault.NOT_TEXT: N_("Filen går inte att läsa som text. Spara den i UTF-8"),
        Fault.HEADING: N_("Rubrikraden saknar %(columns)s"),
        Fault.NOT_JSON: N_("Filen är inte JSON, fast den börjar så"),
        Fault.NO_BUNDLE: N_("Filen är inte ett Bundle i FHIR"),
        Fault.HSA_ID: N_("%(value)s är inget HSA-id"),
        Fault.MISSING: N_("%(column)s saknas"),
        Fault.TOO_LONG: N_("%(column)s är längre än %(most)s tecken"),
        Fault.KIND: N_("Vi känner inte till slaget %(value)s"),
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
