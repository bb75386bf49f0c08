"""Recruitment and selection in plain Python: who may register, and when a choice is made well."""
