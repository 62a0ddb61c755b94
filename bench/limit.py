"""What PostgreSQL alone can do: pgbench with the very statements that one request of ours was heard to run.

The scripts are made anew in every run, so the limit cannot drift from the product. Values are handed over as
parameters of prepared statements, as our driver does it.
"""

import hashlib
import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench import fill
from bench.heard import Statement
from bench.meter import cpu_seconds
from bench.subjects import md5_uuid, send_key
from tooling import postgres_binaries
from tooling.databases import NAME
from tooling.postgres_settings import WEB
from tooling.problem import Problem

CLIENTS = 8
UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
PLACE = re.compile(r"(\$\d+)")
TPS = re.compile(r"^tps = ([\d.]+)", re.MULTILINE)
DONE = re.compile(r"number of transactions actually processed: (\d+)")
MEAN = re.compile(r"latency average = ([\d.]+)")
# Client 0 begins at `first`; each takes `stride` numbers.
NUMBERS = f"""\\set k :k + 1
\\set n :first + :client_id * :stride + :k
\\set patient {fill.FIRST_SENDER - 1} + :n
"""


@dataclass(frozen=True)
class Limit:
    """One pgbench run: transactions a second, their mean in ms, PostgreSQL's processor ms for each."""

    per_second: float
    mean: float
    cpu: float


@dataclass(frozen=True)
class Script:
    """A pgbench script and the values of its variables."""

    text: str
    values: dict[str, str] = field(default_factory=dict)


def reading(statements: Iterable[Statement]) -> Script:
    """Give the script that runs a page's statements with the values that were heard."""
    return _script(statements, {})


def sending(statements: list[Statement], *, number: int) -> Script:
    """Give the script that sends a form per transaction, each another sender's.

    What was heard belonged to sender `number`; all that was theirs, and every key drawn for the request, is
    made from the variable `n` instead.
    """
    theirs = {
        str(fill.FIRST_SENDER - 1 + number): ":patient",
        send_key(number): "md5('send' || :n::text)::uuid",
        md5_uuid(f"draft{number}"): "md5('draft' || :n::text)::uuid",
        _token_hash(number): "sha256(convert_to('bench-token-' || :patient::text, 'UTF8'))",
    }
    values = [value for each in statements for value in each.values if value]
    drawn = dict.fromkeys(key for value in values for key in UUID.findall(value) if key not in theirs)
    theirs |= {key: f"md5('{index}' || :n::text)::uuid" for index, key in enumerate(drawn)}
    made = _script(statements, theirs)
    return Script(NUMBERS + made.text, made.values | {"k": "0"})


def run(script: Script, folder: Path, sockets: Path, postmaster: int, *bounds: str) -> Limit:
    """Let eight clients run the script within pgbench's own bounds and with the variables of `sending`."""
    path = folder / "limit.sql"
    path.write_text(script.text, encoding="utf-8")
    pgbench = str(postgres_binaries.find().folder / "pgbench")
    where = ["--host", str(sockets), "--username", WEB, "--no-vacuum", "--protocol=prepared", NAME]
    size = [f"--client={CLIENTS}", "--jobs=1", f"--file={path}"]
    values = [f"--define={name}={value}" for name, value in script.values.items()]
    before = cpu_seconds(postmaster)
    done = subprocess.run([pgbench, *size, *values, *bounds, *where], capture_output=True, text=True)
    used = cpu_seconds(postmaster) - before
    counts = [pattern.search(done.stdout) for pattern in (TPS, MEAN, DONE)]
    if done.returncode or not all(counts):
        raise Problem(f"pgbench did not succeed: {done.stderr.strip() or done.stdout}")
    per_second, mean, number = (float(count[1]) for count in counts if count)
    return Limit(per_second, mean, used / number * 1000)


def _script(statements: Iterable[Statement], theirs: Mapping[str, str]) -> Script:
    lines: list[str] = []
    values: dict[str, str] = {}
    for row, statement in enumerate(statements):
        places = {}
        for place, value in enumerate(statement.values, start=1):
            name = f"v{row}_{place}"
            places[f"${place}"] = _expression(value, theirs, name)
            if places[f"${place}"] == f":{name}":
                values[name] = value or ""
        text = "".join(places.get(part, part) for part in PLACE.split(statement.text))
        # On one line, since pgbench ends a statement where a line ends in a semicolon.
        lines.append(" ".join(text.split()).rstrip(";") + ";")
    return Script("\n".join(lines) + "\n", values)


def _expression(value: str | None, theirs: Mapping[str, str], name: str) -> str:
    """Say in SQL what stands for a value: itself, or what is made from the sender's number."""
    if not value:
        # pgbench has no empty variables.
        return "NULL" if value is None else "''"
    if value in theirs:
        return theirs[value]
    keys = "|".join(re.escape(key) for key in theirs)
    parts = re.split(f"({keys})", value) if keys else [value]
    if len(parts) == 1:
        return f":{name}"
    # Keys inside a longer value, such as an array: the text around them is put together anew.
    texts = [f"{theirs[part]}::text" if part in theirs else _quoted(part) for part in parts]
    return f"({' || '.join(texts)})"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _token_hash(number: int) -> str:
    """Give the sender's token hash as the log shows bytes."""
    token = fill.token_of(fill.FIRST_SENDER - 1 + number)
    return "\\x" + hashlib.sha256(token.encode()).hexdigest()
