"""Pages of a long list."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.functional import cached_property


class KeyPaginator(Paginator):
    """First the keys of all rows in their order, then the rows of one page in full.

    Two queries, as a count and a page are; but what a row needs from other tables is read for those shown, and who may
    see what is asked of all of them once instead of twice.
    """

    @cached_property
    def keys(self) -> list[Any]:
        return list(self.object_list.values_list("pk", flat=True))

    @cached_property
    def count(self) -> int:
        return len(self.keys)

    def page(self, number: int | str) -> Page[Any]:
        valid = self.validate_number(number)
        last = valid * self.per_page
        return self._get_page(self.object_list.filter(pk__in=self.keys[last - self.per_page : last]), valid, self)
