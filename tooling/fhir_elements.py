"""Which elements FHIR R4's resources have, as fornya/integrations/fhir/elements.json holds it.

`python -m tooling.fhir_elements` writes the file anew from the models of fhir.resources. A test compares the
two; another one what each takes.
"""

import json
import re
import typing
from typing import Any

from fhir.resources.R4B import get_fhir_model_class
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tooling.bootstrap import ROOT

FILE = ROOT / "fornya" / "integrations" / "fhir" / "elements.json"
# What the store's answers are made of, and what may be contained in them.
RESOURCES = (
    *("Bundle", "MedicationRequest", "MedicationDispense", "Medication", "Patient", "OperationOutcome"),
    *("Practitioner", "PractitionerRole", "Organization", "Location", "RelatedPerson", "CareTeam", "Device"),
    *("Condition", "Observation", "Encounter", "DetectedIssue", "Substance", "Group", "Provenance"),
    # What a person takes along of ours.
    *("Task", "Communication", "Appointment"),
)
SIBLING = "__ext"  # of a primitive element: `_status` beside `status`
PYTHONS_OWN = {bool: "boolean"}


def main() -> None:
    """Write the file."""
    FILE.write_text(written(table()), encoding="utf-8")


def table() -> dict[str, dict[str, str]]:
    """Give the elements of every type that the resources are made of.

    Each is written as its type, with "*" for a list, "!" for what must be there, "|name" for one of a choice,
    and "|name!" where one of them must be there.
    """
    found: dict[str, dict[str, str]] = {}
    wanted = list(RESOURCES)
    while wanted:
        name = wanted.pop()
        if name not in found:
            found[name] = elements(get_fhir_model_class(name))
            kinds = {re.split("[*!|]", said)[0] for said in found[name].values()}
            wanted += [kind for kind in kinds if kind[0].isupper() and kind != "Resource"]
    return dict(sorted(found.items()))


def elements(model: type[BaseModel]) -> dict[str, str]:
    """Give one type's elements."""
    return {
        str(field.alias): element(field)
        for name, field in sorted(model.model_fields.items())
        if not name.endswith(SIBLING) and name != "fhir_comments"
    }


def element(field: FieldInfo) -> str:
    """Write one element."""
    kind, many = _kind(field)
    facts: Any = field.json_schema_extra or {}
    choice = facts.get("one_of_many")
    said = f"{kind}{'*' if many else ''}"
    if choice:
        return f"{said}|{choice}{'!' if facts['one_of_many_required'] else ''}"
    return f"{said}{'!' if field.is_required() or facts.get('element_required') else ''}"


def _kind(field: FieldInfo) -> tuple[str, bool]:
    marks: list[Any] = list(field.metadata)
    kind: Any = field.annotation
    many = False
    while inner := [each for each in typing.get_args(kind) if each is not type(None)]:
        many = many or typing.get_origin(kind) is list
        if typing.get_origin(kind) is typing.Annotated:
            marks += inner[1:]
        kind = inner[0]
    for mark in marks:
        if hasattr(mark, "uuid_version"):
            return "uuid", many
        if hasattr(mark, "__visit_name__"):
            return mark.__visit_name__, many
    if hasattr(kind, "get_model_klass"):
        return kind.get_model_klass().get_resource_type(), many
    return PYTHONS_OWN[kind], many


def written(types: dict[str, dict[str, str]]) -> str:
    """Write the table, a line for each type."""
    lines = [f" {json.dumps(name)}: {json.dumps(each)}" for name, each in types.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


if __name__ == "__main__":
    main()
