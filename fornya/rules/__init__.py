"""What medicine and law say, as plain functions: facts and a day go in, a verdict comes out.

Everyone may come in; nothing here goes out. Standard library only, no clock, no database, no wording:
reasons are codes that templates put into words. Amounts and groups live in `tables/*.toml`, each with
the days it is in force, its source and who reviewed it.

Source: the house rule of this room; every file names its own.
Reviewed: 2026-11-23
"""
