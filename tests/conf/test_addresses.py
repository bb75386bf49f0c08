"""An address with a zero byte leads nowhere; the database could not even be asked."""

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/meedoen/?naam=%00", "/meedoen/%00/", "/zoeken/?q=a%00b"])
def test_an_address_with_a_zero_byte_leads_nowhere(address):
    answer = Client().get(address)
    assert answer.status_code == 404
    assert "Deze pagina bestaat niet" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "private, no-store"
