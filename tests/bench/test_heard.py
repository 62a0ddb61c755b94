"""What PostgreSQL's log says is read as it was run, and pgbench is given the same to run."""

from bench import fill, limit
from bench.heard import Statement, parse
from bench.subjects import md5_uuid, send_key

LOG = """\
2026-11-23 02:19:29.180 UTC [71] LOG:  execute _pg3_1: SELECT * FROM people_who_is_signed_in($1)
2026-11-23 02:19:29.180 UTC [71] DETAIL:  Parameters: $1 = '\\xfc22'
2026-11-23 02:19:29.181 UTC [71] LOG:  statement: BEGIN
2026-11-23 02:19:29.182 UTC [71] LOG:  execute _pg3_2: INSERT INTO t
\tVALUES ($1, $2, $3)
2026-11-23 02:19:29.182 UTC [71] DETAIL:  Parameters: $1 = 'it''s, $2 = ''no''', $2 = NULL, $3 = ''
2026-11-23 02:19:29.183 UTC [9] LOG:  checkpoint starting: time
"""
KEY = "0d0a6c1e-52f6-4a58-9a53-8b8f2a3f5b11"


def test_the_log_gives_statements_with_their_values():
    assert parse(LOG) == [
        (71, Statement("SELECT * FROM people_who_is_signed_in($1)", ("\\xfc22",))),
        (71, Statement("BEGIN", ())),
        (71, Statement("INSERT INTO t\nVALUES ($1, $2, $3)", ("it's, $2 = 'no'", None, ""))),
    ]


def test_a_page_is_run_with_the_values_that_were_heard():
    script = limit.reading([Statement("SELECT $1,\n $10 - $2;", ("a", "2", *("",) * 7, None))])

    assert script.text == "SELECT :v0_1, NULL - :v0_2;\n"
    assert script.values == {"v0_1": "a", "v0_2": "2"}


def test_each_form_that_pgbench_sends_is_another_senders():
    patient = str(fill.FIRST_SENDER + 6)
    heard = [
        Statement("OPEN $1, $2", (patient, "request.sent")),
        Statement("TAKE $1, $2", (send_key(7), md5_uuid("draft7"))),
        Statement("ADD $1, $2::jsonb", (KEY, f'[{{"id": "{KEY}", "of": {patient}}}]')),
    ]

    script = limit.sending(heard, number=7)

    assert script.text.splitlines()[3:] == [
        "OPEN :patient, :v0_2;",
        "TAKE md5('send' || :n::text)::uuid, md5('draft' || :n::text)::uuid;",
        "ADD md5('0' || :n::text)::uuid, ('[{\"id\": \"' || md5('0' || :n::text)::uuid::text"
        " || '\", \"of\": ' || :patient::text || '}]')::jsonb;",
    ]
    assert script.values == {"v0_2": "request.sent", "k": "0"}
