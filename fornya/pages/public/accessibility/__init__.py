"""How accessible the service is, and how to tell of a fault."""
