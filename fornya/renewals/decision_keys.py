"""The service's own keys for decisions: the first signs, all verify, so that a key can give way to another.

Each is a JSON Web Key on the curve P-256. The first has its private half; of those before it the public half
is enough, and is kept for as long as what they signed.
"""

import json
from dataclasses import dataclass, field

from joserfc.errors import JoseError
from joserfc.jwk import ECKey


class NotKeys(ValueError):
    """The setting cannot be used; the text says why."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by the name that a signature's header gives (their thumbprint); the first one signs."""

    keys: dict[str, ECKey] = field(repr=False)

    def __bool__(self) -> bool:
        """Tell whether there is any key."""
        return bool(self.keys)

    @property
    def signs(self) -> tuple[str, ECKey]:
        """Give the name and the key to sign with. Raises NotKeys when there is none."""
        for name, key in self.keys.items():
            return name, key
        raise NotKeys("there is no key to sign decisions with")


def read(text: str) -> KeyRing:
    """Read the setting, a JSON list of keys. Raises NotKeys."""
    try:
        rows = json.loads(text)
        keys = [ECKey.import_key(row) for row in rows]
    except (ValueError, TypeError, KeyError, AttributeError, JoseError):
        raise NotKeys("it is not a JSON list of EC keys") from None
    if not isinstance(rows, list):
        raise NotKeys("it is not a JSON list")
    if any(key.curve_name != "P-256" for key in keys):
        raise NotKeys("every key has to be on the curve P-256")
    if keys and not keys[0].is_private:
        raise NotKeys("the first key has to have its private half")
    return KeyRing({key.thumbprint(): key for key in keys})
