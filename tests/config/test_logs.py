"""A log line never holds what a person wrote: of an exception its class and places, nothing more."""

import io
import json
import logging

import pytest
import structlog

from fornya.config import logs


@pytest.fixture
def written():
    """Configure as the service does, and give what is then written."""
    before = logging.getLogger().handlers[:], logging.getLogger().level
    logs.configure({"level": "INFO"})
    (handler,) = logging.getLogger().handlers
    handler.setStream(output := io.StringIO())
    yield lambda: [json.loads(line) for line in output.getvalue().splitlines()]
    logging.getLogger().handlers, level = before
    logging.getLogger().setLevel(level)


def fail(text: str) -> None:
    raise ValueError(text)


def test_an_exceptions_text_stays_out(written):
    try:
        fail("198506149825 har värk")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error")
        structlog.get_logger("x").exception("fault")

    lines = written()

    assert len(lines) == 2
    for line in lines:
        assert line["exception"] == "ValueError"
        assert any("fail" in place for place in line["places"])
        assert "198506149825" not in json.dumps(line)


def test_a_line_is_json_with_time_and_level(written):
    structlog.get_logger("x").warning("delivery failed", topic="message.notify")

    (line,) = written()
    assert (line["event"], line["level"], line["topic"]) == ("delivery failed", "warning", "message.notify")
    assert line["timestamp"].endswith("Z")
