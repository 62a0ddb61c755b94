"""The file of one's own data: every table that names a person, nobody else's rows, and its document."""

import json
import re

from fornya.journal.own_data import LEFT_OUT, PARTS, own_data
from tests import make
from tests.committed import owner
from tests.house.tree import ROOT
from tests.journal.course import patient_with_everything

# Values that are kept as somebody else gave them.
AS_IT_CAME = {"prescription", "answers", "own_answers", "content", "facts", "fields", "drafts.medicines"}
NAMING = """
SELECT DISTINCT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND NOT a.attisdropped
  AND a.attname IN ('patient_id', 'giver_id', 'agent_id', 'personnummer')
"""


def gathered(patient) -> dict:
    """Give the file as it is read again."""
    return json.loads(json.dumps(own_data(patient=patient, now=make.NOW), ensure_ascii=False))


def test_every_table_that_names_a_person_is_in_the_file_or_left_out_for_a_reason(database):
    naming = {name for (name,) in owner(NAMING)}

    told = {name for name in naming if any(re.search(rf"\b{name}\b", sql) for sql in PARTS.values())}

    assert naming - told == set(LEFT_OUT)
    assert len(told) >= 12


def test_every_part_has_what_is_kept(database):
    own = gathered(patient_with_everything())

    assert [name for name in PARTS if not own[name]] == []
    assert own["person"]["phone"] == "+46701740605"
    assert len(own["requests"]) == 2
    lines = [line for request in own["requests"] for line in request["medicines"]]
    assert [len(line["decisions"]) for line in lines] == [1, 1, 0]
    assert lines[1]["decisions"][0]["text"] == "Ring oss, så bokar vi en tid."
    assert lines[2]["questions"][0]["asked_by"] == "Eva Läkare"
    assert own["own_counts"][0]["amount"] == 30.5
    assert {mandate["as"] for mandate in own["mandates"]} == {"giver", "agent"}
    assert "own_data.read" in {row["what"] for row in own["readings"]}


def test_nothing_of_anybody_else_is_in_it(database):
    other = patient_with_everything()
    own = json.dumps(own_data(patient=make.patient(), now=make.NOW))

    assert other.personnummer not in own
    assert "Sertralin" not in own
    for name in set(PARTS) - {"person", "sign_ins", "readings"}:
        assert json.loads(own)[name] == []


def test_no_secret_is_in_it(database):
    patient = patient_with_everything()

    text = json.dumps(own_data(patient=patient, now=make.NOW))

    assert patient.token_hash.hex() not in text
    assert "token" not in text


def test_the_document_names_every_field_and_none_that_is_not_there(database):
    own = gathered(patient_with_everything())
    for message in own["messages"]:
        message["text"] = "as the page words it"
    document = (ROOT / "docs" / "own-data.md").read_text(encoding="utf-8")
    shape = document.partition("## The shape")[2].partition("## The bundle")[0]
    rows = re.findall(r"^\| `([a-z_.]+)` \| (.*?) \|", shape, re.M)

    listed = {part for part, _names in rows}
    listed |= {f"{part}.{name}" for part, names in rows for name in re.findall(r"`(\w+)`", names)}

    assert listed == fields(own)


def fields(value: object, path: str = "") -> set[str]:
    """Give the path of every field, but not of what lies in values that are kept as they came."""
    found = {path} if path else set()
    if path in AS_IT_CAME or path.rpartition(".")[2] in AS_IT_CAME:
        return found
    if isinstance(value, dict):
        for name, inner in value.items():
            found |= fields(inner, f"{path}.{name}" if path else name)
    if isinstance(value, list):
        for inner in value:
            found |= fields(inner, path)
    return found
