"""What the patient has collected: when, where, what it cost and what of it counted."""
