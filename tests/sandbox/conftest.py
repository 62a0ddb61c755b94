"""The running sandbox, as the fixture `sandbox`."""

from tests.sandbox_process import _works_again, sandbox

__all__ = ["_works_again", "sandbox"]
