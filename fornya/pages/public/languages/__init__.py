"""The page of languages, and the address that changes the language."""
