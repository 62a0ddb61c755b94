"""Structured logs: one JSON line per event, with nothing of a patient in it."""

import logging
import logging.config
import sys
from collections.abc import Mapping

import structlog


def configure(settings: Mapping[str, object]) -> None:
    """Send both structlog's and the standard library's lines to standard output as JSON.

    Tracebacks show file and line only: an exception's own text may carry what a person typed.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_exception_text,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(str(settings.get("level", "INFO")))
    # Django would write the address of every fault, and an address tells where somebody has been.
    logging.getLogger("django.request").addFilter(_without_address)
    for chatty in ("httpx", "procrastinate"):
        logging.getLogger(chatty).setLevel(logging.WARNING)


def _without_exception_text(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Replace exception text by its class and the places it passed."""
    found = event.pop("exc_info", None)
    if found is True:
        found = sys.exc_info()
    error = found[1] if isinstance(found, tuple) else found
    if isinstance(error, BaseException):
        event["exception"] = type(error).__qualname__
        event["places"] = _places(error)
    return event


def _without_address(record: logging.LogRecord) -> bool:
    record.msg, record.args = "request ended in a fault", ()
    # A form to put right or a page that is not there is an answer, not a fault.
    return int(getattr(record, "status_code", 500)) >= 500


def _places(error: BaseException) -> list[str]:
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-12:]
