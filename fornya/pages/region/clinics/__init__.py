"""*Mottagningar*: how far each of the region's clinics has come, and naming a first administrator."""
