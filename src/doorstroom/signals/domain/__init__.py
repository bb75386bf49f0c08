"""Plain thresholds over recorded facts: who needs somebody today, why, and what is expected."""
