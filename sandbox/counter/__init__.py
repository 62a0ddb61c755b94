"""The pharmacy counter, played: collect a prescription at a fictitious pharmacy.

It owns no tables; it writes a dispense in the prescription store and a purchase in the high-cost account,
both or neither.
"""
