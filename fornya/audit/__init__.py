"""Who may see which rows, and who has seen them.

`walls.py` raises PostgreSQL's own wall (row-level security, roles), `scope.py` opens it for one transaction
and writes the audit row in the same breath. Every room that holds patient data comes through here.
"""
