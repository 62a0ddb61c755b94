"""The catalogue of clinics from outside: read a file, check each clinic, show what would change, do it.

`csv_file.py` and `fhir_file.py` read the two kinds of files into plain fields, `entry.py` checks them one
clinic at a time (`faults.py` says what can be wrong), `difference.py` compares with what is known,
`carry_out.py` writes. The command `import_clinics` comes in as the owner of the tables; the pages of a region
and of the operator by `upload.py`, which keeps a file between being shown and being approved.
"""
