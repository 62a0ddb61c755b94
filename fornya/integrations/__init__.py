"""The rooms that talk to foreign systems: one closed room each, over `http` and `fhir`.

Nothing in here knows who asks or why: no Django, no rules, no rows. A room takes its address and its
secrets as arguments, and answers with frozen dataclasses or with one of the two exceptions of `http`.
"""
