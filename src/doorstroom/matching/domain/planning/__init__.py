"""The round planner: which selected candidate goes to which backed place, in stages that each stand fixed.

First what is legal and hard, then the number placed, the worst-off group's rate, wishes and fit, fewest people
moved, travel. Every stage comes with the best that is possible, so that the gap is proven; everybody unplaced gets a
reason that was checked by solving again. Worked numbers: docs/domain/round-planning.md.
"""
