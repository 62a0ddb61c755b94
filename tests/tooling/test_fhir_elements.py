"""The table of FHIR's elements is the one that the models have."""

from tooling import fhir_elements


def test_the_table_is_what_the_models_say():
    # When fhir.resources has been updated: python -m tooling.fhir_elements
    assert fhir_elements.FILE.read_text(encoding="utf-8") == fhir_elements.written(fhir_elements.table())


def test_an_element_is_written_with_how_many_and_how_much():
    table = fhir_elements.table()

    assert table["MedicationRequest"]["status"] == "code!"
    assert table["MedicationRequest"]["identifier"] == "Identifier*"
    assert table["MedicationRequest"]["medicationReference"] == "Reference|medication!"
    assert table["Extension"]["valueUuid"] == "uuid|value"
