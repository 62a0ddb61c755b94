"""The first page after signing in: what needs me, what is going on, how near the high-cost card is."""
