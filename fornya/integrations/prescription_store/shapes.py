"""The store's answers as types: what we read of them, and what would change its meaning.

They are named as FHIR names them. What else comes is passed over (see `fornya.integrations.fhir.typed`).
"""

from typing import TYPE_CHECKING, Literal, Union

import msgspec

from fornya.integrations.fhir import elements
from fornya.integrations.fhir.typed import (
    MISSING,
    AsWritten,
    Backbone,
    Element,
    Id,
    Missing,
    Number,
    Positive,
    Reader,
    Resource,
    Text,
    Unsigned,
)

NOTHING = msgspec.Raw()
NONE = msgspec.Raw(b"[]")


class Coding(Element):
    system: Text = ""
    code: Text = ""
    display: Text = ""


class CodeableConcept(Element):
    coding: tuple[Coding, ...] = ()
    text: Text = ""


class Identifier(Element):
    system: Text = ""
    value: Text = ""


class Reference(Element):
    reference: Text = ""
    identifier: Identifier | Missing = MISSING
    display: Text = ""


class Quantity(Element):
    """So much, and not more or less than so much, which is what a comparator says."""

    value: Number = NOTHING
    unit: Text = ""
    comparator: None = None


class Money(Element):
    value: Number
    currency: Text


class Period(Element):
    end: Text


class HumanName(Element):
    text: Text = ""
    given: tuple[Text, ...] = ()
    family: Text = ""


class Version(Element):
    """FHIR's `Meta`."""

    versionId: Id = ""


class Extension(Element):
    """One with parts has them in `extension`, as `PARTS` reads them."""

    url: Text
    extension: AsWritten = NOTHING
    valueBoolean: bool | Missing = MISSING
    valueCode: Text = ""
    valueString: Text = ""


class Part(Element):
    url: Text
    valueMoney: Money


class Repeat(Element):
    """How often. All but the last five make the amount of a day vary, or end."""

    boundsDuration: AsWritten = NOTHING
    boundsPeriod: AsWritten = NOTHING
    boundsRange: AsWritten = NOTHING
    count: AsWritten = NOTHING
    countMax: AsWritten = NOTHING
    dayOfWeek: AsWritten = NOTHING
    frequencyMax: AsWritten = NOTHING
    periodMax: AsWritten = NOTHING
    frequency: Positive | Missing = MISSING
    period: Number = msgspec.Raw(b"1")
    periodUnit: Text = ""
    timeOfDay: tuple[Text, ...] = ()
    when: tuple[Text, ...] = ()


VARYING = Repeat.__struct_fields__[:8]


class Timing(Backbone):
    event: AsWritten = NOTHING
    repeat: Repeat | Missing = MISSING


class DoseAndRate(Element):
    doseQuantity: Quantity | Missing = MISSING


class Dosage(Backbone):
    text: Text
    timing: Timing | Missing = MISSING
    asNeededBoolean: bool = False
    asNeededCodeableConcept: AsWritten = NOTHING
    doseAndRate: tuple[DoseAndRate, ...] = ()


class Practitioner(Resource, tag="Practitioner"):
    identifier: tuple[Identifier, ...] = ()
    name: tuple[HumanName, ...] = ()


class PractitionerRole(Resource, tag="PractitionerRole"):
    practitioner: Reference
    organization: Reference | Missing = MISSING


class Patient(Resource, tag="Patient"):
    identifier: tuple[Identifier, ...] = ()


class Ingredient(Backbone):
    itemCodeableConcept: CodeableConcept


class Medication(Resource, tag="Medication"):
    code: CodeableConcept
    extension: tuple[Extension, ...] = ()
    form: CodeableConcept | Missing = MISSING
    ingredient: tuple[Ingredient, ...] = ()


class Issue(Backbone):
    severity: Text
    code: Text


class OperationOutcome(Resource, tag="OperationOutcome"):
    issue: tuple[Issue, ...]


class DispenseRequest(Backbone):
    quantity: Quantity
    validityPeriod: Period
    numberOfRepeatsAllowed: Unsigned = 0
    dispenseInterval: Quantity | Missing = MISSING


Ordered = Literal["order", "original-order", "reflex-order", "filler-order", "instance-order"]


class MedicationRequest(Resource, tag="MedicationRequest"):
    # It stands in addresses.
    id: Id
    status: Text
    # A plan or a proposal is no prescription, and neither is a word not to take something.
    intent: Ordered
    subject: Reference
    meta: Version
    medicationReference: Reference
    authoredOn: Text
    dosageInstruction: tuple[Dosage, ...]
    dispenseRequest: DispenseRequest
    doNotPerform: bool = False
    contained: tuple["AnyResource", ...] = ()
    extension: tuple[Extension, ...] = ()
    identifier: tuple[Identifier, ...] = ()
    category: tuple[CodeableConcept, ...] = ()
    requester: Reference | Missing = MISSING
    reasonCode: tuple[CodeableConcept, ...] = ()
    groupIdentifier: Identifier | Missing = MISSING

    def __post_init__(self) -> None:
        if self.doNotPerform:
            raise ValueError("doNotPerform")


DispenseStatus = Literal[
    "preparation",
    "in-progress",
    "cancelled",
    "on-hold",
    "completed",
    "entered-in-error",
    "stopped",
    "declined",
    "unknown",
]


class Performer(Backbone):
    actor: Reference


class MedicationDispense(Resource, tag="MedicationDispense"):
    """Somebody has thousands: what is the same in one after another stays as written, and so do costs."""

    status: DispenseStatus
    subject: AsWritten
    extension: AsWritten = NONE
    performer: AsWritten = NONE
    authorizingPrescription: AsWritten = NONE
    # One that was never handed over has neither.
    quantity: AsWritten = NOTHING
    whenHandedOver: Text = ""


class Amount(Quantity):
    """A quantity that must be there."""

    def __post_init__(self) -> None:
        if not self.value:
            raise ValueError("value")


class Search(Backbone):
    mode: Literal["match", "include", "outcome"] = "match"


class Entry(Backbone):
    resource: "AnyResource"
    search: Search | Missing = MISSING


class Link(Backbone):
    relation: Text
    url: Text


class Searchset(Element):
    """A Bundle, of which the client says that it is a searchset."""

    resourceType: Literal["Bundle"]
    type: Literal["searchset"]
    implicitRules: None = None
    total: Unsigned | Missing = MISSING
    link: tuple[Link, ...] = ()
    entry: tuple[Entry, ...] = ()


if TYPE_CHECKING:
    AnyResource = Resource
else:

    def _of_whom(kind: str) -> list[tuple[str, object, object]]:
        return [("subject", Reference | Missing, MISSING)] if elements.has(kind, "subject") else []

    _DESCRIBED = {each.__name__: each for each in Resource.__subclasses__()}
    # Whatever else FHIR lets stand there is taken too; what is read of it is whom it is about.
    AnyResource = Union[  # noqa: UP007, made of a list
        tuple(
            _DESCRIBED.get(kind) or msgspec.defstruct(kind, _of_whom(kind), bases=(Resource,), tag=kind)
            for kind in elements.RESOURCES
            if kind != "Bundle"
        )
    ]

SEARCHSET = Reader("Bundle", Searchset)
SUBJECT = Reader("MedicationDispense.subject", Reference)
PERFORMERS = Reader("MedicationDispense.performer", tuple[Performer, ...])
ORDERS = Reader("MedicationDispense.authorizingPrescription", tuple[Reference, ...])
AMOUNT = Reader("MedicationDispense.quantity", Amount)
EXTENSIONS = Reader("MedicationDispense.extension", tuple[Extension, ...])
PARTS = Reader("Extension.extension", tuple[Part, ...])
