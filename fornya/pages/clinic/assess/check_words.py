"""The checks in words, for staff: what each is called, what it says, and what it has looked at."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.design.formats import short_day
from fornya.rules.checks.shape import Finding, Name, Result, Saw, Why
from fornya.rules.monitoring import Check

NAMES = {
    Name.PRESCRIPTION: N_("Receptet"),
    Name.ANSWERS: N_("Patientens svar"),
    Name.POLICY: N_("Mottagningens regler"),
    Name.CONTROLLED: N_("Beroende"),
    Name.USE: N_("Uttag mot dosen"),
    Name.DOSE: N_("Dosen"),
    Name.DUPLICATE: N_("Dubbelt läkemedel"),
    Name.INTERACTION: N_("Interaktioner"),
    Name.ALLERGY: N_("Överkänslighet"),
    Name.VISIT: N_("Senaste besöket"),
    Name.MONITORING: N_("Kontroller"),
    Name.KIDNEY: N_("Njurfunktion"),
    Name.PREGNANCY: N_("Graviditet"),
    Name.AGE: N_("Ålder"),
    Name.DOSE_DISPENSED: N_("Dospåsar"),
    Name.SHORTAGE: N_("Går att få tag på"),
    Name.LICENCE: N_("Licens"),
}
RESULTS = {
    Result.FINE: (N_("Utan anmärkning"), "ok"),
    Result.NOT_RUN: (N_("Inte körd"), "neutral"),
    Result.WARN: (N_("Att titta på"), "warn"),
    Result.STOP: (N_("Talar emot"), "err"),
}
SAW = {
    Saw.ANSWERS: N_("patientens svar"),
    Saw.STORE: N_("receptregistret"),
    Saw.PRESCRIPTION: N_("receptet"),
    Saw.WITHDRAWALS: N_("uttagen"),
    Saw.POLICY: N_("mottagningens regler"),
    Saw.BIRTH_DATE: N_("personnumret"),
    Saw.RECORD: N_("det som är inskrivet ur journalen"),
    Saw.TABLE: N_("Förnyas tabell"),
    Saw.PRODUCTS: N_("driftens källa om produkter"),
}
EFFECTS = {
    "bleeding": N_("ökad risk för blödning"),
    "marrow": N_("påverkan på benmärgen"),
    "potassium": N_("högt kalium"),
    "kidneys": N_("sämre njurfunktion"),
    "level": N_("ändrad halt i blodet"),
    "muscles": N_("muskelskada"),
    "slow_heart": N_("långsam puls"),
    "blood_pressure": N_("lågt blodtryck"),
    "serotonin": N_("för mycket serotonin"),
    "sedation": N_("dåsighet och svag andning"),
    "less_effect": N_("sämre effekt"),
}
CHECKS = {
    Check.ALBUMINURIA: N_("albumin i urin"),
    Check.BLOOD_COUNT: N_("blodstatus"),
    Check.BLOOD_PRESSURE: N_("blodtryck"),
    Check.CALCIUM: N_("kalcium"),
    Check.CREATININE: N_("kreatinin"),
    Check.EGFR: N_("eGFR"),
    Check.HBA1C: N_("HbA1c"),
    Check.INR: N_("PK(INR)"),
    Check.LIPIDS: N_("blodfetter"),
    Check.LITHIUM_LEVEL: N_("S-litium"),
    Check.LIVER: N_("leverprov"),
    Check.POTASSIUM: N_("kalium"),
    Check.PROLACTIN: N_("prolaktin"),
    Check.PULSE: N_("puls"),
    Check.REVIEW: N_("läkemedelsgenomgång"),
    Check.SODIUM: N_("natrium"),
    Check.TSH: N_("TSH"),
    Check.URATE: N_("urat"),
    Check.WEIGHT: N_("vikt"),
}
WHY = {
    Why.FAILED: N_("Det blev ett fel i kontrollen."),
    Why.SWITCHED_OFF: N_("Kontrollen är avstängd."),
    Why.STORE_DOWN: N_("Receptregistret svarar inte just nu. Uppgifterna är de som patienten såg."),
    Why.STORE_HIDES: N_("Patienten har spärrade uppgifter i receptregistret."),
    Why.WRITTEN_BY_HAND: N_("Patienten har själv skrivit läkemedlets namn. Recept saknas att förnya från."),
    Why.NO_ATC: N_("Läkemedlets ATC-kod är inte känd."),
    Why.OTHER_WITHOUT_ATC: N_("ATC-koden för %(other)s är inte känd."),
    Why.NOT_IN_RECORD: N_("Ingen har skrivit in det ur journalen."),
    Why.RECORD_TOO_OLD: N_("eGFR %(egfr)s är från %(on)s, mer än ett år sedan."),
    Why.NO_PRODUCT_SOURCE: N_("Ingen källa om produkter är ansluten."),
    Why.PRODUCT_SOURCE_OLD: N_("Källan om produkter gällde till %(until)s."),
    Why.NOT_CONCERNED: N_("Gäller inte det här läkemedlet för den här personen."),
    Why.AS_SHOWN: N_("Receptet är som patienten såg det."),
    Why.GONE: N_("Receptet finns inte längre i receptregistret."),
    Why.ENDED: N_("Receptet är avslutat av en förskrivare."),
    Why.ON_HOLD: N_("Receptet är pausat, eller i ett läge som Förnya inte känner."),
    Why.CHANGED_SINCE: N_("Receptet har ändrats sedan patienten skickade förfrågan."),
    Why.ANSWERS_WELL: N_("Fungerar bra, inga biverkningar, tar som på receptet."),
    Why.NOT_ANSWERED: N_("Patienten har inte svarat på frågorna."),
    Why.SIDE_EFFECTS: N_("Patienten har biverkningar."),
    Why.WORKS_BADLY: N_("Patienten tycker inte att läkemedlet fungerar bra."),
    Why.TAKES_OTHERWISE: N_("Patienten tar inte läkemedlet som det står på receptet."),
    Why.UNSURE: N_("Patienten är osäker på något svar."),
    Why.WRITES: N_("Patienten har skrivit något eget. Läs det."),
    Why.POLICY_ALLOWS: N_("Mottagningens regler säger att det får förnyas."),
    Why.POLICY_REVIEW: N_("Mottagningens regler säger att läkemedlet ska bedömas särskilt."),
    Why.POLICY_REFUSES: N_("Mottagningens regler säger att det inte förnyas på nätet."),
    Why.CONTROLLED: N_("Narkotikaklassat läkemedel, förteckning %(list)s."),
    Why.HABIT_FORMING: N_("Läkemedlet hör till en grupp som kan ge beroende."),
    Why.NOT_CONTROLLED: N_("Inte narkotikaklassat."),
    Why.COLLECTED_AS_DOSED: N_("Det uthämtade räckte %(covered)s av %(days)s dagar."),
    Why.COLLECTED_EARLY: N_(
        "Hämtat tidigare än dosen kräver. Det uthämtade räckte %(covered)s av %(days)s dagar."
    ),
    Why.COLLECTED_LATE: N_(
        "Hämtat mer sällan än dosen kräver. Det uthämtade räckte %(covered)s av %(days)s dagar."
    ),
    Why.PLENTY_LEFT: N_("Det finns %(left)s uttag kvar att hämta på receptet."),
    Why.DOSE_UNCOUNTABLE: N_("Dosen går inte att räkna med."),
    Why.NOTHING_COLLECTED: N_("Inget är hämtat det senaste året."),
    Why.DOSE_WITHIN: N_("%(daily)s mg per dygn, högsta vanliga dos är %(most)s mg."),
    Why.DOSE_ABOVE: N_("%(daily)s mg per dygn är över högsta vanliga dos, %(most)s mg."),
    Why.NO_DOSE_LIMIT: N_("Tabellen har ingen högsta dos för läkemedlet."),
    Why.WEEKLY_DOSE: N_("Veckodos: kontrollera att dosen inte står per dag."),
    Why.NO_OTHER_ALIKE: N_("Inget av %(others)s andra recept är på samma eller liknande substans."),
    Why.SAME_SUBSTANCE: N_("Det finns ett annat recept på samma substans: %(other)s."),
    Why.SAME_KIND: N_("Det finns ett recept på en liknande substans: %(other)s."),
    Why.NO_INTERACTION: N_(
        "Inget av %(pairs)s par i tabellen finns bland patientens %(others)s andra recept."
    ),
    Why.INTERACTS: N_("Tillsammans med %(other)s: %(effect)s."),
    Why.NO_ALLERGY: N_("Ingen överkänslighet är inskriven."),
    Why.ALLERGIC: N_("Överkänslighet mot läkemedlet: %(words)s."),
    Why.OTHER_ALLERGY: N_("Överkänslighet: %(words)s. Förnya ser inget samband, bedöm själv."),
    Why.SEEN: N_("Senaste besöket var %(on)s."),
    Why.NOT_SEEN: N_("Senaste besöket var %(on)s, mer än ett år sedan."),
    Why.NOT_MONITORED: N_("Läkemedlet har inga kontroller i tabellen."),
    Why.MONITORED: N_("Kontrollerat %(on)s: %(checks)s."),
    Why.DUE_SOON: N_("Kontrollerat %(on)s: %(checks)s. Snart dags igen."),
    Why.OVERDUE: N_("Dags för kontroll, den senaste var %(on)s: %(checks)s."),
    Why.SPECIALIST: N_("Behandlingen sköts oftast av en specialist. Kontrollerat %(on)s: %(checks)s."),
    Why.KIDNEY_FINE: N_("eGFR %(egfr)s den %(on)s."),
    Why.KIDNEY_LOW: N_("eGFR %(egfr)s den %(on)s är under %(limit)s."),
    Why.NOT_PREGNANT: N_("Inte gravid enligt journalen."),
    Why.PREGNANT: N_("Gravid enligt journalen."),
    Why.PREVENTION: N_("Läkemedlet kräver graviditetsförebyggande program."),
    Why.AGE_FINE: N_("%(age)s år."),
    Why.CHILD: N_("Patienten är %(age)s år. Högsta doser gäller vuxna."),
    Why.OLD_FOR_IT: N_("Patienten är %(age)s år. Läkemedlet bör undvikas från %(limit)s års ålder."),
    Why.NOT_DISPENSED_IN_BAGS: N_("Patienten får inte läkemedel i dospåsar."),
    Why.DISPENSED_IN_BAGS: N_("Patienten får läkemedel i dospåsar. Ordinera i dossystemet."),
    Why.BAGS_STOP: N_("Patienten får läkemedel i dospåsar, som slutar göras %(on)s. Ordinera i dossystemet."),
    Why.NO_SHORTAGE: N_("Produkten är inte restnoterad."),
    Why.SHORTAGE: N_("Produkten är restnoterad."),
    Why.NO_LICENCE: N_("Produkten säljs inte på licens."),
    Why.ON_LICENCE: N_("Produkten säljs på licens, som gäller till %(until)s."),
    Why.LICENCE_OVER: N_("Produkten säljs på licens, som gick ut %(until)s."),
}


def sentence_of(finding: Finding) -> str:
    """Give what a check says, in as many sentences as it has reasons."""
    values = {name: _FORMATS.get(name, str)(value) for name, value in finding.values.items()}
    return " ".join(_(WHY[why]) % values for why in finding.why)


def basis_of(finding: Finding) -> str:
    """Give what a check has looked at, by which source and version."""
    saw = ", ".join(_(SAW[each]) for each in finding.saw)
    return _("%(saw)s. Version %(version)s, %(source)s.") % {
        "saw": capfirst(saw),
        "version": finding.version,
        "source": finding.source,
    }


def _checks(names: list[str]) -> str:
    return ", ".join(_(CHECKS[Check(name)]) for name in names)


def _day(day: str) -> str:
    return short_day(date.fromisoformat(day)) if day else ""


def _effect(code: str) -> str:
    return _(EFFECTS[code]) if code in EFFECTS else code


_FORMATS: dict[str, Callable[[Any], str]] = {
    "on": _day,
    "until": _day,
    "back": _day,
    "checks": _checks,
    "effect": _effect,
}
