"""The renewal form: one question a page, each kept as soon as it is answered."""
