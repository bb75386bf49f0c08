"""Which kinds of message there are, and what a calendar file looks like."""
