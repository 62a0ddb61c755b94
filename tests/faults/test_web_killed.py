"""What was acknowledged is there and stays, whenever the web server is killed; pressing again is safe."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from tests.committed import owner
from tests.faults import processes
from tests.faults.presser import Presser, answers, plain_static_files
from tests.sandbox_process import free_ports

__all__ = ["plain_static_files"]

KILLS, AT_ONCE = 30, 4


def kill_while_sending(webs: processes.Nursery, port: int, people: list[Presser], share: float) -> bool:
    """Kill a web server within a share of the time of its first answer; tell whether somebody got none."""
    server = webs.bear()
    server.wait_until(lambda: answers(port), "the web server")
    first, *others = people
    begun = time.monotonic()
    first.press(port)
    needed = time.monotonic() - begun
    pressing = [threading.Thread(target=person.press, args=(port,)) for person in others]
    for each in pressing:
        each.start()
    time.sleep(share * needed)
    server.kill()
    for each in pressing:
        each.join()
    return any(not person.told for person in others)


def test_killing_the_web_at_any_moment_loses_nothing_acknowledged(database, plain_static_files, tmp_path):
    port, chance = free_ports(), random.Random(20261123)
    people: list[Presser] = []
    cut_off = 0

    with processes.webs(port, tmp_path / "web.log") as webs:
        while cut_off < KILLS:
            people += (those := [Presser() for _ in range(AT_ONCE)])
            # The first answer is slower than the others.
            cut_off += kill_while_sending(webs, port, those, chance.uniform(0, 0.5))
        acknowledged = {receipt for person in people for receipt in person.told}
        kept = {f"/mina/forfragan/{row}" for (row,) in owner("SELECT id FROM renewals_renewalrequest")}
        assert acknowledged <= kept

        server = webs.bear()
        server.wait_until(lambda: answers(port), "the web server")
        with ThreadPoolExecutor(4) as pool:
            for _again in range(2):
                list(pool.map(lambda person: person.press(port), people))
        server.stop()

    assert [(len(person.told), person.turned_away) for person in people] == [(1, 0)] * len(people)
    assert owner("SELECT count(*), count(DISTINCT send_key) FROM renewals_renewalrequest") == [
        (len(people),) * 2
    ]
    assert owner("SELECT count(*) FROM renewals_renewalline") == [(len(people),)]
    assert owner("SELECT count(*) FROM renewals_renewaldraft") == [(0,)]
    assert KILLS <= len(acknowledged) <= len(kept) < len(people), "some were answered, some were cut off"
