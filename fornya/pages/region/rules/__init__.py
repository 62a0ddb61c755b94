"""*Regler*: what is renewed online in the region or the country; one proposes, another says yes or no."""
