"""Did it bring something about? A cohort beside a comparison group, and a gate before any word of it.

Raw outcomes of the people who took part say nothing about impact: others differ from them. The comparison
group is weighted until it looks like the cohort in what was known beforehand; the result may be spoken of
only when every check of the gate holds, and then as a range. Otherwise there is no statement, with the reason.
"""
