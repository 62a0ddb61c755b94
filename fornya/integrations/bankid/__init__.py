"""BankID, version 6.0 of its relying-party API. Come in through `client.BankId`; README.md tells the rest.

Sign-in (`people/`) may use it; it knows nothing of patients, sessions or words on a screen.
"""
