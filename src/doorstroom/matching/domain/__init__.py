"""Places for a person and people for a place, by plain exact rules.

The public names are `facts`, `assessment.assess`, `ordering.places_for_person`, `ordering.people_for_place`
and `ordering.single_obstacles`. Another engine may replace the loops; it must give the same `Assessment` for
the same facts, because that is what people were told.
"""
