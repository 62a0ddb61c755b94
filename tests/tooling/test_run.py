"""Everything that ./run has started is stopped in order, however often it is told."""

import os
import signal
import subprocess
import sys

import pytest

from tests.house.tree import ROOT

HANG_UP = "import signal; signal.signal(signal.SIGHUP, signal.{})\n"
PATIENT_STOP = """
import signal, time
from tooling.run import _end_on
_end_on(signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
try:
    print("ready", flush=True)
    time.sleep(30)
except KeyboardInterrupt:
    print("stopping", flush=True)
    time.sleep(0.5)
    print("stopped", flush=True)
"""


@pytest.mark.parametrize(
    "told",
    [
        (signal.SIGINT,),
        (signal.SIGTERM,),
        (signal.SIGHUP,),
        (signal.SIGINT, signal.SIGINT),
        (signal.SIGINT, signal.SIGTERM, signal.SIGHUP),
    ],
    ids=["ctrl-c", "term", "terminal-closed", "ctrl-c-twice", "all-at-once"],
)
def test_stopping_is_not_interrupted_by_being_told_again(told):
    with subprocess.Popen(
        [sys.executable, "-c", HANG_UP.format("SIG_DFL") + PATIENT_STOP],
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"

        for each in told:
            process.send_signal(each)

        assert process.stdout.read() == "stopping\nstopped\n"
    assert process.returncode == 0


def test_a_hang_up_that_is_ignored_stays_so():
    # As under nohup.
    ignoring = HANG_UP.format("SIG_IGN") + PATIENT_STOP
    with subprocess.Popen(
        [sys.executable, "-c", ignoring], cwd=ROOT, env=os.environ, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"

        process.send_signal(signal.SIGHUP)

        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.3)
        process.send_signal(signal.SIGTERM)
        assert process.stdout.read() == "stopping\nstopped\n"
    assert process.returncode == 0
