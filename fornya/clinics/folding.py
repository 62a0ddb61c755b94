"""Folds text for the search, so that what sounds or looks alike is alike."""

import re
import unicodedata

# Letters that have no accent to drop but that people write in plain letters.
_PLAIN = str.maketrans({"æ": "ae", "ø": "o", "ß": "ss", "đ": "d", "ŋ": "n", "ŧ": "t", "ł": "l"})
_WORD = re.compile(r"[a-z0-9]+")
LONGEST_QUERY = 100


def fold(text: str) -> str:
    """Give the text in lower case without accents: Björkens becomes bjorkens."""
    # Spread twice: fancy letters show their capitals only when spread, and some small letters spread again.
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
    return plain.translate(_PLAIN)


def words(text: str) -> list[str]:
    """Give the folded words of the text, hyphens and the like apart."""
    return _WORD.findall(fold(text[:LONGEST_QUERY]))
