"""The catalogue of clinics from outside: read a file, check each clinic, show what would change, do it.

`csv_file.py` and `fhir_file.py` read the two kinds of files into plain fields, `entry.py` checks them one
clinic at a time, `difference.py` compares with what is known, `carry_out.py` writes. Only the command
`import_clinics` comes in here; it runs as the owner of the tables.
"""
