"""Honest figures in plain NumPy: every figure is a function of facts, a clock, a horizon and a day."""
