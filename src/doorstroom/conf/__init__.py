"""Settings: base, dev, test, production."""
