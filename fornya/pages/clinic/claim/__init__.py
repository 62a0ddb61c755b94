"""Whose a request is at the clinic: begin to read it, take it over, hand it over, send it on."""
