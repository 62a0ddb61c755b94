"""*Driftmeddelanden*: what the region tells everybody for a while, with a preview."""
