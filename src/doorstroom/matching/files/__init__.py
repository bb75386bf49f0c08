"""Commands on files alone: no Django, no database."""
