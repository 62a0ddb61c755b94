"""A patient's medicines: prescriptions with withdrawals left, and the way to the high-cost card.

Reads the national store and the high-cost account, computes with the rules, and says honestly when a source
is down, hides something or has nothing. The sources are others' and are read each time; the one table holds
what a person has counted themselves. Come in by `overview` and `high_cost`.
"""
