"""The database refuses what the table of moves forbids, whoever asks: the web, the worker or the owner.

The pairs are those of rules/renewal_states.py as they were when this was written. A test compares what
PostgreSQL has with the rule (`tests/renewals/test_moves.py`): a changed rule needs a migration with new ones.
"""

from collections.abc import Iterable

from django.db import migrations

LINE_MOVES = (
    ("sent", "opened"),
    ("sent", "withdrawn"),
    ("opened", "sent"),
    ("opened", "question"),
    ("opened", "writing"),
    ("opened", "meet"),
    ("opened", "declined"),
    ("question", "opened"),
    ("writing", "renewed"),
    ("writing", "renewed_changed"),
    ("writing", "store_refused"),
    ("store_refused", "question"),
    ("store_refused", "writing"),
    ("store_refused", "meet"),
    ("store_refused", "declined"),
)
LINE_ENDS = ("renewed", "renewed_changed", "meet", "declined", "withdrawn")
# What a request's status can become when some of its lines move: read, taken back and sent on is all of it.
REQUEST_MOVES = (
    ("sent", "opened"),
    ("sent", "withdrawn"),
    ("opened", "sent"),
    ("opened", "question"),
    ("opened", "writing"),
    ("opened", "partly"),
    ("opened", "meet"),
    ("opened", "declined"),
    ("question", "opened"),
    ("writing", "opened"),
    ("writing", "partly"),
    ("writing", "renewed"),
    ("writing", "renewed_changed"),
)
REQUEST_ENDS = (*LINE_ENDS, "partly")


def _pairs(moves: Iterable[tuple[str, str]]) -> str:
    return ", ".join(f"('{before}', '{after}')" for before, after in moves)


def _ends(states: Iterable[str]) -> str:
    return ", ".join(f"'{state}'" for state in states)


# Each is one expression, which PostgreSQL writes into the trigger's condition: what is allowed calls nothing.
TABLES = f"""
CREATE FUNCTION renewals_line_may_become(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE
    AS $$ SELECT (before, after) IN ({_pairs(LINE_MOVES)}) $$;
CREATE FUNCTION renewals_line_has_ended(state text) RETURNS boolean LANGUAGE sql IMMUTABLE
    AS $$ SELECT state IN ({_ends(LINE_ENDS)}) $$;
CREATE FUNCTION renewals_request_may_become(before text, after text) RETURNS boolean LANGUAGE sql IMMUTABLE
    AS $$ SELECT (before, after) IN ({_pairs(REQUEST_MOVES)}) $$;
CREATE FUNCTION renewals_request_has_ended(status text) RETURNS boolean LANGUAGE sql IMMUTABLE
    AS $$ SELECT status IN ({_ends(REQUEST_ENDS)}) $$;
CREATE FUNCTION renewals_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    RAISE check_violation USING MESSAGE = 'refused by ' || TG_NAME, CONSTRAINT = TG_NAME,
        TABLE = TG_TABLE_NAME;
END $$;
"""  # noqa: S608 - constants only
TRIGGERS = """
CREATE TRIGGER line_begins_as_sent BEFORE INSERT ON renewals_renewalline FOR EACH ROW
    WHEN (NEW.state <> 'sent') EXECUTE FUNCTION renewals_refuse();
CREATE TRIGGER line_moves_by_the_table BEFORE UPDATE ON renewals_renewalline FOR EACH ROW
    WHEN (OLD.state <> NEW.state AND NOT renewals_line_may_become(OLD.state, NEW.state))
    EXECUTE FUNCTION renewals_refuse();
CREATE TRIGGER line_stays_as_it_ended BEFORE UPDATE ON renewals_renewalline FOR EACH ROW
    WHEN (renewals_line_has_ended(OLD.state) AND OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION renewals_refuse();
CREATE TRIGGER request_begins_as_sent BEFORE INSERT ON renewals_renewalrequest FOR EACH ROW
    WHEN (NEW.status <> 'sent' OR NEW.ended_at IS NOT NULL) EXECUTE FUNCTION renewals_refuse();
CREATE TRIGGER request_moves_by_the_table BEFORE UPDATE ON renewals_renewalrequest FOR EACH ROW
    WHEN (OLD.status <> NEW.status AND NOT renewals_request_may_become(OLD.status, NEW.status))
    EXECUTE FUNCTION renewals_refuse();
CREATE TRIGGER request_ends_with_its_status BEFORE UPDATE ON renewals_renewalrequest FOR EACH ROW
    WHEN (renewals_request_has_ended(NEW.status) <> (NEW.ended_at IS NOT NULL))
    EXECUTE FUNCTION renewals_refuse();
CREATE TRIGGER request_stays_ended BEFORE UPDATE ON renewals_renewalrequest FOR EACH ROW
    WHEN (OLD.ended_at IS NOT NULL AND OLD.ended_at IS DISTINCT FROM NEW.ended_at)
    EXECUTE FUNCTION renewals_refuse();
"""
NONE = """
DROP FUNCTION renewals_refuse CASCADE;
DROP FUNCTION renewals_line_may_become, renewals_line_has_ended, renewals_request_may_become,
    renewals_request_has_ended;
"""


class Migration(migrations.Migration):
    """Adds conditions to two tables; code from before makes the same moves and notices nothing."""

    dependencies = [("renewals", "0011_sent_on")]

    operations = [migrations.RunSQL(TABLES + TRIGGERS, NONE)]
