"""Plain Python that every folder may use: no Django, no clock, no settings."""
