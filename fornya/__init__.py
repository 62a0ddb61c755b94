"""Förnya: renew prescriptions online and keep track of your medicines.

The rooms stand on a ladder (see docs/map.md): `config` at the top wires everything,
`rules` at the bottom is plain Python. A room may use only rooms below its own step.
"""
