"""Signing in and out: patients by BankID, staff by their identity provider. Lands you where you went."""
