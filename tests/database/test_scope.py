import pytest

from doorstroom.database.scope import ScopeOutsideTransaction, scope


def test_scope_needs_a_transaction(committed, system):
    with pytest.raises(ScopeOutsideTransaction), scope(system):
        pass
