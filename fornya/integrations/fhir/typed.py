"""FHIR read into types of ours, in one pass over its text.

A type describes the elements that we read, and is as strict about them as the table of `elements`. What an
answer has beside them is passed over, but not unseen: what was read is written again, and where that makes
fewer strings than came, there was something that has no place in the types: another element, a name twice, a
number in quotation marks. Then the table checks the whole answer, which takes five times as long.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from fornya.integrations import fhir
from fornya.integrations.fhir import NotUnderstood, elements

Whole = TypeVar("Whole", bound="Element")


class Element(msgspec.Struct, omit_defaults=True, gc=False):
    """Something with elements; None is what did not come. JSON has no circles, so none are looked for."""


class _Tested(type):
    """Makes a simple type out of one of the table's tests: a text that has passed it, and is a plain str."""

    __instancecheck__ = str.__instancecheck__


# Of few values each, or more than a pattern: tested by the table itself, what comes again and again but once.
if TYPE_CHECKING:
    Code: TypeAlias = str
    DateTime: TypeAlias = str
    Instant: TypeAlias = str
    Time: TypeAlias = str
    Uri: TypeAlias = str
else:
    Code, DateTime, Instant, Time, Uri = (
        _Tested(kind, (), {}) for kind in ("code", "dateTime", "instant", "time", "uri")
    )
# Of as many values as there are resources.
Id = Annotated[str, Meta(pattern=elements.pattern("id"))]
Address = Annotated[str, Meta(pattern=r"\A\S+\Z")]
Text = Annotated[str, Meta(min_length=1)]
Unsigned = Annotated[int, Meta(ge=0, le=elements.LARGEST)]
Positive = Annotated[int, Meta(ge=1, le=elements.LARGEST)]
Integer = Annotated[int, Meta(ge=-elements.LARGEST - 1, le=elements.LARGEST)]
Number = Decimal


class Reader(Generic[Whole]):
    """Reads one kind of resource as a type; threads may share one."""

    def __init__(self, kind: str, shape: type[Whole]) -> None:
        self._kind = kind
        self._decoder = msgspec.json.Decoder(shape, dec_hook=_tested)

    def read(self, body: bytes) -> Whole:
        """Read a resource, and check all of it.

        raises: NotUnderstood
        """
        try:
            found = self._decoder.decode(body)
        except (ValueError, RecursionError):  # msgspec's own and those of wrong UTF-8 are ValueErrors
            fhir.read(body, self._kind)  # knows the name of the place
            raise NotUnderstood(f"{self._kind}: not of the shape that is read") from None
        if not is_all_of_it(found, body):
            fhir.read(body, self._kind)
        return found


def is_all_of_it(found: Element, body: bytes) -> bool:
    """Tell whether what was read is everything that the text says.

    A quotation mark inside a string is written with a backslash on both sides, unless it came as a number.
    """
    if any(map(body.__contains__, _RARE)) and _NOT_COUNTED.search(body):
        return False
    return body.count(b'"') == _ENCODER.encode(found).count(b'"')


@lru_cache(maxsize=1024)
def _tested(kind: type, value: Any) -> Any:
    if not elements.is_simple(kind.__name__, value):
        raise ValueError(kind.__name__)
    return value


# What counting does not see: a mark that came as a number, and a text of nothing but blanks. FHIR has none,
# unless they are spaces, tabs and line breaks. All of it begins with one of a few bytes that are rare.
_RARE = (b"\\", b"\xc2", b"\xe1", b"\xe2", b"\xe3")
_NOT_COUNTED = re.compile(
    rb'\\u|"(\\f|\xc2[\x85\xa0]|\xe1\x9a\x80|\xe2\x80[\x80-\x8a\xa8\xa9\xaf]|\xe2\x81\x9f|\xe3\x80\x80)'
)
_ENCODER = msgspec.json.Encoder(decimal_format="number")
