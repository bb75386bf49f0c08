"""Attendance: what was planned, what was recorded, and the two plain rules that speak up about it."""
