"""The names this store puts on things: identifier systems and extension addresses.

The first group is read from the national guide; the second is our own, for what the guide leaves out.
"""

_NLL = "http://electronichealth.se"
PERSONNUMMER = f"{_NLL}/identifier/personnummer"
COORDINATION_NUMBER = f"{_NLL}/identifier/samordningsnummer"
PEOPLE = (PERSONNUMMER, COORDINATION_NUMBER)
PRESCRIBER_CODE = f"{_NLL}/identifier/forskrivarkod"
NPL_ID = f"{_NLL}/fhir/NamingSystem/nplid"
HSA_ID = "urn:oid:1.2.752.129.2.1.4.1"
ATC = "http://www.whocc.no/atc"
GLN = "https://www.gs1.org/gln"
UNITS = "http://unitsofmeasure.org"
_NLL_EXTENSION = f"{_NLL}/fhir/StructureDefinition"
BENEFIT = f"{_NLL_EXTENSION}/NLLPatientPharmaceuticalBenefitsAct"
WORKPLACE_CODE = f"{_NLL_EXTENSION}/NLLWorkplacecode"
PACKAGES_PRESCRIBED = f"{_NLL_EXTENSION}/NLLNumberOfPackagesPrescribed"
PACKAGES_DISPENSED = f"{_NLL_EXTENSION}/NLLNumberOfPackagesDispensed"
DISPATCH_ID = f"{_NLL_EXTENSION}/NLLActorDispatchId"
BENEFIT_CHOICE = f"{_NLL_EXTENSION}/NLLBenefitChoiceCode"

_OURS = "https://fornya.example/fhir"
PRESCRIPTION = f"{_OURS}/identifier/prescription"
CHAIN = f"{_OURS}/identifier/prescription-chain"
DISPENSE = f"{_OURS}/identifier/dispense"
STRENGTH = f"{_OURS}/StructureDefinition/strength"
NARCOTIC_CLASS = f"{_OURS}/StructureDefinition/narcotic-class"
PRESCRIPTION_KIND = f"{_OURS}/CodeSystem/prescription-kind"
AID = "aid"
MONITORING_GROUP = f"{_OURS}/StructureDefinition/monitoring-group"
PATIENT_PRICE = f"{_OURS}/StructureDefinition/patient-price"


def of_person(number: str) -> str:
    """Name the system of a person's number; a coordination number has 60 added to the day of birth."""
    return COORDINATION_NUMBER if number[6:8] > "60" else PERSONNUMMER
