"""How things stand some time after an event, and who finds it out."""
