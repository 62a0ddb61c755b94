"""How near the patient is to the high-cost card (frikort), and how that is reckoned."""
