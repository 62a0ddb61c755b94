"""Freja+ for patients: OpenID Connect with Freja's scopes and claims, and a page instead of the app."""
