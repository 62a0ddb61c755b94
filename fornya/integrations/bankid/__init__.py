"""BankID, version 6.0 of its relying-party API. Come in through `client.BankId`; see README.md beside this file.

Sign-in (`people/`) may use it; it knows nothing of patients, sessions or words on a screen.
"""
