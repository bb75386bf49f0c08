"""Reads of letters."""

from doorstroom.letters.selectors.facts import facts_of
from doorstroom.letters.selectors.texts import Wording, earlier_texts, text_of, texts_of

__all__ = ["Wording", "earlier_texts", "facts_of", "text_of", "texts_of"]
