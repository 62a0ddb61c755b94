"""*Läs in från fil*: a catalogue of clinics is sent, seen as what it would change, and approved."""
