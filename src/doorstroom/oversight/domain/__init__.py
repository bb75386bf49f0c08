"""Review of the log in plain Python: rules that point at odd looks, and the sample for a month."""
