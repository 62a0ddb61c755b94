"""The names on the wire: identifier systems and extension addresses of the store, and those of our own.

`README.md` says which come from the national guide and which are ours until the guide is agreed.
"""

PERSONNUMMER = "http://electronichealth.se/identifier/personnummer"
COORDINATION_NUMBER = "http://electronichealth.se/identifier/samordningsnummer"
PRESCRIBER_CODE = "http://electronichealth.se/identifier/forskrivarkod"
HSA_ID = "urn:oid:1.2.752.129.2.1.4.1"
HSA_ID_BASE_PROFILE = "urn:oid:1.2.752.29.4.19"  # what the Swedish base profiles write; read, never sent
NPL_ID = "http://electronichealth.se/fhir/NamingSystem/nplid"
ATC = "http://www.whocc.no/atc"
GLN = "https://www.gs1.org/gln"
UNITS = "http://unitsofmeasure.org"

BENEFIT_CHOICE = "http://electronichealth.se/fhir/StructureDefinition/NLLBenefitChoiceCode"
BENEFIT = "http://electronichealth.se/fhir/StructureDefinition/NLLPatientPharmaceuticalBenefitsAct"

DECISION_KEY = "https://fornya.example/fhir/identifier/renewal-decision"
CHAIN = "https://fornya.example/fhir/identifier/prescription-chain"
STRENGTH = "https://fornya.example/fhir/StructureDefinition/strength"
NARCOTIC_CLASS = "https://fornya.example/fhir/StructureDefinition/narcotic-class"
PRESCRIPTION_KIND = "https://fornya.example/fhir/CodeSystem/prescription-kind"
MONITORING_GROUP = "https://fornya.example/fhir/StructureDefinition/monitoring-group"
PATIENT_PRICE = "https://fornya.example/fhir/StructureDefinition/patient-price"
DECISION_DIGEST = "https://fornya.example/fhir/StructureDefinition/decision-digest"


def of_person(number: str) -> str:
    """Return the system of a person's number: in a coordination number 60 is added to the day."""
    return COORDINATION_NUMBER if int(number[6:8]) > 60 else PERSONNUMMER
