"""The invented region Lindevallei, built through the same services that professionals use."""
