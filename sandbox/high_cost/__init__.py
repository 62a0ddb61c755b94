"""The high-cost account, played: what a person has paid for medicines within the benefit.

It counts with its own ladder, written apart from Förnya's rules, so that each can find the other's faults.
The pharmacy counter may come in through `ledger`; everybody else speaks HTTP.
"""
