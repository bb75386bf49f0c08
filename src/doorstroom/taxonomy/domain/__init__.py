"""Names of work and skills: making them comparable, the product's own vocabulary, and reading ESCO."""
