"""Fictitious data for trying Förnya: one module per room, each safe to run again.

Regions and municipalities are real; clinics, pharmacies and people are made up. Only the management command
`demo` comes in here.
"""
