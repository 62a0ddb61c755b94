"""What the service points out about a medicine: support for the prescriber, who decides."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from fornya.medicines.overview import Medicine, Overview
from fornya.renewals.reading import Line
from fornya.rules.monitoring import Caution, Check, DueStatus, review

_CHECKS = {
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


@dataclass(frozen=True, slots=True)
class Caveat:
    """One thing pointed out. `tone` is warn or info; `basis` says what was looked at."""

    tone: str
    text: str
    basis: str


def caveats_for(line: Line, found: Overview, *, today: date) -> list[Caveat]:
    """Give everything to look at for one medicine; what could not be looked at is said too."""
    medicine = medicine_of(line, found)
    return [
        *_of_answers(line),
        *_of_store(line, medicine, found),
        *_of_prescription(line),
        *_of_monitoring(line, today),
    ]


def medicine_of(line: Line, found: Overview) -> Medicine | None:
    """Give the prescription as the store has it now; None when it is by hand, gone, or the store is down."""
    wanted = line.prescription.get("id")
    return next((m for m in found.medicines if m.prescription.id == wanted), None)


def _of_answers(line: Line) -> list[Caveat]:
    basis = _("Patientens svar")
    found = []
    if line.answers.get("side_effects") == "yes":
        found.append(Caveat("warn", _("Patienten har biverkningar."), basis))
    if line.answers.get("works") == "no":
        found.append(Caveat("warn", _("Patienten tycker inte att läkemedlet fungerar bra."), basis))
    if line.answers.get("as_prescribed") == "no":
        found.append(Caveat("warn", _("Patienten tar inte läkemedlet som det står på receptet."), basis))
    return found


def _of_store(line: Line, medicine: Medicine | None, found: Overview) -> list[Caveat]:
    basis = _("Receptregistret")
    missing = _missing(line, medicine, found)
    if missing or medicine is None:
        return [Caveat("warn", missing, basis)]
    caveats = []
    if medicine.prescription.version != line.prescription["version"]:
        caveats.append(Caveat("warn", _("Receptet har ändrats sedan patienten skickade förfrågan."), basis))
    if medicine.left > 0:
        values = {"left": medicine.left, "total": medicine.prescription.withdrawals_total}
        text = _("Det finns %(left)s uttag kvar av %(total)s.") % values
        caveats.append(Caveat("info", text, basis))
    if _has_another(medicine, found):
        text = _("Det finns ett annat recept på samma substans med uttag kvar.")
        caveats.append(Caveat("warn", text, basis))
    return caveats


def _missing(line: Line, medicine: Medicine | None, found: Overview) -> str:
    """Say why there is no prescription to look at; empty when there is one."""
    if found.source_down:
        return _("Receptregistret svarar inte just nu. Uppgifterna är de som patienten såg.")
    if not line.prescription:
        return _("Patienten har själv skrivit läkemedlets namn. Recept saknas att förnya från.")
    return "" if medicine else _("Receptet finns inte längre i receptregistret.")


def _has_another(medicine: Medicine, found: Overview) -> bool:
    atc = medicine.prescription.atc
    return bool(atc) and any(
        other.left > 0 and other.prescription.atc == atc for other in found.medicines if other is not medicine
    )


def _of_prescription(line: Line) -> list[Caveat]:
    facts = line.prescription
    found = []
    if facts.get("narcotic_class"):
        text = _("Narkotikaklassat läkemedel, förteckning %(list)s.") % {"list": facts["narcotic_class"]}
        found.append(Caveat("warn", text, _("Receptets uppgifter")))
    if "needs_review" in facts.get("notes", ()):
        text = _("Mottagningens regler säger att läkemedlet ska bedömas särskilt.")
        found.append(Caveat("info", text, _("Mottagningens regler")))
    return found


def _of_monitoring(line: Line, today: date) -> list[Caveat]:
    due = review(line.prescription.get("monitoring_group"), None, today)
    basis = _("Förnyas kontrolltabell. Förnya har inga provsvar, se journalen.")
    found = []
    if due.status is DueStatus.UNKNOWN:
        checks = ", ".join(_(_CHECKS[check.check]) for check in due.checks)
        text = _("Kontroller som brukar ingå: %(checks)s, minst var %(months)s:e månad.")
        found.append(Caveat("info", text % {"checks": checks, "months": due.months}, basis))
    if Caution.WEEKLY_DOSE in due.cautions:
        found.append(Caveat("warn", _("Veckodos: kontrollera att dosen inte står per dag."), basis))
    if Caution.PREGNANCY_PREVENTION in due.cautions:
        found.append(Caveat("warn", _("Läkemedlet kräver graviditetsförebyggande program."), basis))
    if Caution.SPECIALIST in due.cautions:
        found.append(Caveat("info", _("Behandlingen sköts oftast av en specialist."), basis))
    return found
