"""Choosing by name from a list that is too long for a select: one types, and the browser offers what fits.

A page holds the list once (a `<datalist>`), however many fields offer it. Without scripts, and in a browser that offers
nothing, a name that is typed in full does the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext, gettext_lazy

MOST_NAMED = 3
TYPE_A_PART = gettext_lazy("Type a part of the name, and choose.")


def _key(name: str) -> str:
    """A browser collapses the spaces of what it offers, and nobody is sure of capitals."""
    return " ".join(name.split()).casefold()


def number(thing: Model) -> str:
    """What always tells two rows apart."""
    return gettext("no. %(n)s") % {"n": thing.pk}


class Listed:
    """Rows by the name under which they are offered; `apart` says of two of one name which is which.

    Reads the rows once, when the first field needs them.
    """

    def __init__(
        self, key: str, things: Iterable[Any], *, name: Callable[[Any], str] = str,
        apart: Callable[[Any], str] = number,
    ) -> None:  # fmt: skip
        self.key, self._things, self._name, self._apart = key, things, name, apart

    @cached_property
    def _named(self) -> list[tuple[str, str, Any]]:
        """Key of the name itself, name as offered, row."""
        found = [(_key(name := self._name(thing)), name, thing) for thing in self._things]
        often = Counter(key for key, _name, _thing in found)
        return [
            (key, f"{name} ({self._apart(thing)})" if often[key] > 1 else name, thing) for key, name, thing in found
        ]

    @cached_property
    def _offered(self) -> dict[str, tuple[str, Any]]:
        return {_key(name): (name, thing) for _of, name, thing in self._named}

    @property
    def names(self) -> list[str]:
        return [name for _of, name, _thing in self._named]

    def name_of(self, value: Any) -> Any:
        """The name of a row or of its key; what was typed stays as it is."""
        pk = value.pk if isinstance(value, Model) else value
        return next((name for _of, name, thing in self._named if thing.pk == pk), value)

    def find(self, typed: str) -> Any:
        """The row of this name; ValidationError with what to write instead where there is none, or more than one."""
        key = _key(typed)
        if key in self._offered:
            return self._offered[key][1]
        if twins := [name for of, name, _thing in self._named if of == key]:
            words = gettext("There is more than one “%(typed)s”. Choose which: %(names)s.")
            raise forms.ValidationError(words % {"typed": typed, "names": _either(twins)}, code="twins")
        if near := self._near(key):
            words = gettext("“%(typed)s” does not stand in the list. Do you mean %(names)s?")
            raise forms.ValidationError(words % {"typed": typed, "names": _either(near)}, code="unknown")
        words = gettext(
            "“%(typed)s” does not stand in the list. Type a part of the name, and choose from what is offered."
        )
        raise forms.ValidationError(words % {"typed": typed}, code="unknown")

    def _near(self, key: str) -> list[str]:
        within = [name for offered, (name, _thing) in self._offered.items() if key in offered]
        alike = get_close_matches(key, self._offered, n=MOST_NAMED)
        return within[:MOST_NAMED] or [self._offered[each][0] for each in alike]


def _either(names: list[str]) -> str:
    return gettext(" or ").join(f"“{name}”" for name in names)


class ListedInput(forms.TextInput):
    """Brings the list along, unless another field of the page does."""

    template_name = "ui/widgets/listed.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.listed = Listed("", ())
        self.brings_list = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, {**(attrs or {}), "list": self.listed.key})
        return {**context, "listed": self.listed if self.brings_list else None}


class ListedField(forms.Field):
    """A row by its name. The form says which rows `offer` holds as soon as it is made."""

    widget = ListedInput

    def offer(self, listed: Listed, *, brings_list: bool = True) -> None:
        self.listed = self.widget.listed = listed
        self.widget.brings_list = brings_list

    def prepare_value(self, value: Any) -> Any:
        return value if value in self.empty_values else self.listed.name_of(value)

    def to_python(self, value: Any) -> Any:
        typed = str(value or "").strip()
        return self.listed.find(typed) if typed else None


def offer(form: forms.BaseForm, name: str, listed: Listed, *, brings_list: bool = True) -> None:
    """Let this field of the form be chosen from the list."""
    field = form.fields[name]
    assert isinstance(field, ListedField)  # noqa: S101 narrows the type
    field.offer(listed, brings_list=brings_list)
