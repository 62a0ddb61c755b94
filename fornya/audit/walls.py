"""PostgreSQL's own wall around patient data, as migration operations.

Two roles do the daily work and own nothing: `fornya_web` (pages) and `fornya_worker` (background jobs). The
web role sees only rows of the patient or the clinic that the running transaction has been opened for (see
scope.py): a query that forgets its scope finds nothing. The owner of the tables migrates and is never used
by a running service.
"""

from django.db import migrations

WEB = "fornya_web"
WORKER = "fornya_worker"

# A sub-select is evaluated once per query instead of once per row.
PATIENT = "(SELECT nullif(current_setting('fornya.patient', true), '')::bigint)"
CLINIC = "(SELECT nullif(current_setting('fornya.clinic', true), '')::bigint)"
# The clinic whose log is being reviewed; to work at a clinic opens its rows, not its log.
LOG = "(SELECT nullif(current_setting('fornya.log', true), '')::bigint)"
# A region's code, or EVERYWHERE of scope.py.
REGION = "(SELECT nullif(current_setting('fornya.region', true), ''))"


def make_roles() -> migrations.RunSQL:
    """Make the two roles where the cluster has none yet; the runner or the operator lets them log in."""
    return migrations.RunSQL(
        "\n".join(
            f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{role}') THEN "
            f"CREATE ROLE {role} NOLOGIN NOSUPERUSER NOBYPASSRLS; END IF; END $$;"
            for role in (WEB, WORKER)
        ),
        migrations.RunSQL.noop,
    )


def grant(table: str, *, web: str = "", worker: str = "") -> migrations.RunSQL:
    """Give the roles the named privileges (such as "SELECT, INSERT") on one table."""
    lines = [
        f"GRANT {rights} ON {table} TO {role};" for role, rights in ((WEB, web), (WORKER, worker)) if rights
    ]
    return migrations.RunSQL("\n".join(lines), migrations.RunSQL.noop)


def wall(
    table: str, *, patient: str | None = None, clinic: str | None = None, region: str | None = None
) -> migrations.RunSQL:
    """Let the web role see a row only from inside the scope of its patient, its clinic or its region.

    `patient`, `clinic` and `region` name the columns. From the scope of everywhere all rows of a table with a
    region are seen. The worker sees all rows that its privileges reach: it acts on
    rows that the outbox names, never on what a person asks for.
    """
    ways = [f"{patient} = {PATIENT}"] if patient else []
    ways += [f"{clinic} = {CLINIC}"] if clinic else []
    ways += [f"{region} = {REGION} OR {REGION} = '*'"] if region else []
    return migrations.RunSQL(
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY within_scope ON {table} TO {WEB} USING ({' OR '.join(ways)});\n"
        f"CREATE POLICY background_work ON {table} TO {WORKER} USING (true);",
        f"DROP POLICY within_scope ON {table}; DROP POLICY background_work ON {table};\n"
        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
    )
