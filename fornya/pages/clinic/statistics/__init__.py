"""*Statistik*: how soon the clinic answers and with what, by month and medicine group; and as a file."""
