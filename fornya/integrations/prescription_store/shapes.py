"""The store's answers as types: the elements that we read, and those that come with every one of them.

They are named as FHIR names them. What is not described here may come too; it costs time only (see
`fornya.integrations.fhir.typed`).
"""

from typing import TYPE_CHECKING, Literal, Union

import msgspec

from fornya.integrations.fhir import elements
from fornya.integrations.fhir.typed import (
    Address,
    Code,
    DateTime,
    Element,
    Id,
    Instant,
    Integer,
    Number,
    Positive,
    Reader,
    Text,
    Time,
    Unsigned,
    Uri,
)


class Coding(Element):
    system: Uri | None = None
    code: Code | None = None
    display: Text | None = None


class CodeableConcept(Element):
    coding: list[Coding] | None = None
    text: Text | None = None


class Identifier(Element):
    system: Uri | None = None
    value: Text | None = None


class Reference(Element):
    reference: Text | None = None
    identifier: Identifier | None = None
    display: Text | None = None


class Quantity(Element):
    value: Number | None = None
    unit: Text | None = None
    system: Uri | None = None
    code: Code | None = None


class Money(Element):
    value: Number | None = None
    currency: Code | None = None


class Period(Element):
    start: DateTime | None = None
    end: DateTime | None = None


class Range(Element):
    low: Quantity | None = None
    high: Quantity | None = None


class HumanName(Element):
    text: Text | None = None
    given: list[Text] | None = None
    family: Text | None = None


class Version(Element):
    """FHIR's `Meta`."""

    versionId: Id | None = None
    lastUpdated: Instant | None = None
    tag: list[Coding] | None = None


class Extension(Element):
    url: Uri
    extension: list["Extension"] | None = None
    valueBoolean: bool | None = None
    valueCode: Code | None = None
    valueInteger: Integer | None = None
    valueMoney: Money | None = None
    valueString: Text | None = None

    def __post_init__(self) -> None:
        # Written out, since there are thousands of them.
        given = (
            (self.valueBoolean is not None) + (self.valueCode is not None) + (self.valueInteger is not None)
        )
        if given + (self.valueMoney is not None) + (self.valueString is not None) > 1:
            raise ValueError("one of a choice")


class Repeat(Element):
    boundsDuration: Quantity | None = None
    boundsPeriod: Period | None = None
    boundsRange: Range | None = None
    count: Positive | None = None
    countMax: Positive | None = None
    dayOfWeek: list[Code] | None = None
    frequency: Positive | None = None
    frequencyMax: Positive | None = None
    period: Number | None = None
    periodMax: Number | None = None
    periodUnit: Code | None = None
    timeOfDay: list[Time] | None = None
    when: list[Code] | None = None

    def __post_init__(self) -> None:
        bounds = (self.boundsDuration, self.boundsPeriod, self.boundsRange)
        if bounds.count(None) < len(bounds) - 1:
            raise ValueError("one of a choice")


class Timing(Element):
    event: list[DateTime] | None = None
    repeat: Repeat | None = None


class DoseAndRate(Element):
    doseQuantity: Quantity | None = None


class Dosage(Element):
    text: Text | None = None
    timing: Timing | None = None
    asNeededBoolean: bool | None = None
    asNeededCodeableConcept: CodeableConcept | None = None
    doseAndRate: list[DoseAndRate] | None = None

    def __post_init__(self) -> None:
        if self.asNeededBoolean is not None and self.asNeededCodeableConcept is not None:
            raise ValueError("one of a choice")


class Resource(Element, tag_field="resourceType", kw_only=True):
    id: Id | None = None
    meta: Version | None = None
    extension: list[Extension] | None = None


class Practitioner(Resource, tag="Practitioner"):
    identifier: list[Identifier] | None = None
    name: list[HumanName] | None = None


class PractitionerRole(Resource, tag="PractitionerRole"):
    practitioner: Reference | None = None
    organization: Reference | None = None


class Patient(Resource, tag="Patient"):
    identifier: list[Identifier] | None = None
    name: list[HumanName] | None = None


class Ingredient(Element):
    itemCodeableConcept: CodeableConcept


class Medication(Resource, tag="Medication"):
    code: CodeableConcept | None = None
    status: Code | None = None
    form: CodeableConcept | None = None
    ingredient: list[Ingredient] | None = None


class Issue(Element):
    severity: Code
    code: Code
    diagnostics: Text | None = None


class OperationOutcome(Resource, tag="OperationOutcome"):
    issue: list[Issue]


class DispenseRequest(Element):
    dispenseInterval: Quantity | None = None
    validityPeriod: Period | None = None
    numberOfRepeatsAllowed: Unsigned | None = None
    quantity: Quantity | None = None
    performer: Reference | None = None


class MedicationRequest(Resource, tag="MedicationRequest"):
    status: Code
    intent: Code
    medicationReference: Reference
    subject: Reference
    contained: list["AnyResource"] | None = None
    identifier: list[Identifier] | None = None
    category: list[CodeableConcept] | None = None
    authoredOn: DateTime | None = None
    requester: Reference | None = None
    reasonCode: list[CodeableConcept] | None = None
    groupIdentifier: Identifier | None = None
    dosageInstruction: list[Dosage] | None = None
    dispenseRequest: DispenseRequest | None = None
    priorPrescription: Reference | None = None


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


class Performer(Element):
    actor: Reference


class MedicationDispense(Resource, tag="MedicationDispense"):
    status: DispenseStatus
    contained: list["AnyResource"] | None = None
    identifier: list[Identifier] | None = None
    medicationCodeableConcept: CodeableConcept | None = None
    medicationReference: Reference | None = None
    subject: Reference | None = None
    performer: list[Performer] | None = None
    authorizingPrescription: list[Reference] | None = None
    quantity: Quantity | None = None
    whenHandedOver: DateTime | None = None
    dosageInstruction: list[Dosage] | None = None

    def __post_init__(self) -> None:
        if (self.medicationReference is None) == (self.medicationCodeableConcept is None):
            raise ValueError("one of a choice")


class Search(Element):
    mode: Literal["match", "include", "outcome"] | None = None


class Entry(Element):
    fullUrl: Address | None = None
    resource: "AnyResource | None" = None
    search: Search | None = None


class Link(Element):
    relation: Text
    url: Address


class Searchset(Element):
    """A Bundle, of which the client says that it is a searchset."""

    resourceType: Literal["Bundle"]
    type: Code
    total: Unsigned | None = None
    timestamp: Instant | None = None
    link: list[Link] | None = None
    entry: list[Entry] | None = None


if TYPE_CHECKING:
    AnyResource = Resource
else:

    def _of_whom(kind: str) -> list[tuple[str, type, None]]:
        return [("subject", Reference | None, None)] if elements.has(kind, "subject") else []

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
