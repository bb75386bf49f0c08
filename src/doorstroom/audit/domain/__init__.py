"""The hash chain of the log, in plain Python, so that anyone can check an export of it."""
