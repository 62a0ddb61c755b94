"""FHIR read into types of ours, in one pass over its text.

A type describes what we read of an element. That is read strictly: of its own JSON type, never null, never an
empty text. What an answer has beside it is passed over, as FHIR lets a reader do (R4, 2.4 Extensibility),
except for what may change the meaning of what is read: modifier extensions and rules of somebody else's. A
type can be no shorter than that: an element of FHIR's that modifies must be described, if only to be refused.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Generic, TypeAlias, TypeVar

import msgspec
from msgspec import Meta

from fornya.integrations import fhir
from fornya.integrations.fhir import NotUnderstood, elements

Whole = TypeVar("Whole")


class Element(msgspec.Struct, gc=False):
    """Something with elements; what did not come is empty or MISSING, and false either way.

    JSON has no circles, so none are looked for.
    """


class Backbone(Element, kw_only=True):
    """An element of a resource's own. `Element` is one of FHIR's data types, which nothing modifies."""

    modifierExtension: None = None


class Resource(Backbone, tag_field="resourceType", kw_only=True):
    """What stands by itself."""

    id: "Text" = ""
    implicitRules: None = None


Missing: TypeAlias = msgspec.UnsetType
MISSING = msgspec.UNSET
Id = Annotated[str, Meta(pattern=elements.pattern("id"))]
Text = Annotated[str, Meta(min_length=1)]
Unsigned = Annotated[int, Meta(ge=0, le=elements.LARGEST)]
Positive = Annotated[int, Meta(ge=1, le=elements.LARGEST)]
# What is read later, once for each text that differs, or of which all that is asked is whether it is there.
AsWritten: TypeAlias = msgspec.Raw
Number: TypeAlias = AsWritten


class Reader(Generic[Whole]):
    """Reads one kind of resource, or a part that was left as written, as a type; threads may share one."""

    def __init__(self, kind: str, shape: type[Whole]) -> None:
        self._kind = kind
        self._decoder = msgspec.json.Decoder(shape)

    def read(self, body: bytes) -> Whole:
        """Read what is described of it.

        raises: NotUnderstood
        """
        try:
            return self._decoder.decode(body)
        except (ValueError, RecursionError):  # msgspec's own and those of wrong UTF-8 are ValueErrors
            if self._kind in elements.RESOURCES:
                fhir.read(body, self._kind)  # knows the name of the place
            raise NotUnderstood(f"{self._kind}: not of the shape that is read") from None


def number(written: Number) -> Decimal:
    """Give a number, exactly as it was written.

    raises: ValueError (also where there is none, and for one that is longer than anybody's amount)
    """
    return _number(bytes(written))


@lru_cache(maxsize=1024)
def _number(text: bytes) -> Decimal:
    if not _WRITTEN.fullmatch(text):
        raise ValueError("number")
    return Decimal(text.decode())


# A decimal of FHIR's, short enough to reckon with.
_WRITTEN = re.compile(rb"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?")
