"""The sandbox's database: declared tables, transactions, reset."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox import state

TABLE = "CREATE TABLE IF NOT EXISTS things (name TEXT PRIMARY KEY);"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(state, "_schemas", {})
    monkeypatch.setattr(state, "_hooks", [])
    monkeypatch.setattr(state, "_path", None)
    state.schema("things", TABLE)
    state.open_at(tmp_path)
    yield tmp_path
    state.close()


def names() -> list[str]:
    return [row["name"] for row in state.connection().execute("SELECT name FROM things ORDER BY name")]


def add(name: str) -> None:
    with state.transaction() as db:
        db.execute("INSERT INTO things VALUES (?)", (name,))


def test_what_is_written_is_there_after_a_restart(opened: Path) -> None:
    add("one")

    state.open_at(opened)

    assert names() == ["one"]


def test_a_transaction_that_fails_leaves_nothing(opened: Path) -> None:
    def fail_halfway() -> None:
        with state.transaction():
            add("one")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_halfway()

    assert names() == []


def test_threads_that_write_at_once_wait_for_each_other(opened: Path) -> None:
    def work(first: int) -> None:
        for number in range(first, first + 20):
            add(f"{number:03}")
        state.close()

    threads = [threading.Thread(target=work, args=(start,)) for start in (0, 20, 40, 60)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert names() == [f"{number:03}" for number in range(80)]


def test_tables_that_changed_are_made_anew_at_the_next_start(opened: Path) -> None:
    add("one")

    state.schema("things", "CREATE TABLE IF NOT EXISTS things (name TEXT PRIMARY KEY, colour TEXT);")
    state.open_at(opened)

    assert names() == []
    state.connection().execute("INSERT INTO things (name, colour) VALUES ('one', 'red')")


def test_a_reset_empties_what_is_named_refills_it_and_leaves_what_is_kept(opened: Path) -> None:
    state.schema("keys", "CREATE TABLE IF NOT EXISTS keys (name TEXT);", keep=True)
    state.schema("others", "CREATE TABLE IF NOT EXISTS others (name TEXT);")
    state.on_reset("things", lambda: add("first"))
    add("one")
    for table in ("keys", "others"):
        state.connection().execute(f"INSERT INTO {table} VALUES ('x')")

    state.reset("things", "keys")

    assert names() == ["first"]
    assert len(state.connection().execute("SELECT * FROM keys").fetchall()) == 1
    assert len(state.connection().execute("SELECT * FROM others").fetchall()) == 1


def test_nothing_works_before_the_database_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(state, "_path", None)

    with pytest.raises(state.NotOpen):
        state.connection()
