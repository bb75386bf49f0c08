"""The rule over many people and places at once, with the same answers as the rule on one pair.

`search.build_index` turns facts into frozen arrays; `search` asks them. One predicate and one score stand in
`compiled`, under two loops: per query, and in bulk by tiles of the map. `plain` does the same with NumPy and SciPy
where numba is absent, and is what the tests hold the first against.
"""
