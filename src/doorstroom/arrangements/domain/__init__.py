"""For whom a type of arrangement is, and where an arrangement stands."""
