"""What a query may do with an encrypted column."""

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, transaction
from django.db.models import Value
from django.db.models.functions import Concat

from wagtail_easycars.encryption import is_token
from wagtail_easycars.fields import PlainTextRefused
from wagtail_easycars.models import EasyCarsSettings
from wagtail_easycars.secret import Secret

from .conftest import SECRET


def reload(row):
    return EasyCarsSettings.objects.get(pk=row.pk)


@pytest.mark.parametrize("plain", [SECRET, Secret(SECRET), None, "ec1:", 5])
def test_an_update_refuses_plain_text(row, stored, plain):
    before = stored()
    with pytest.raises(PlainTextRefused, match="account_secret") as caught, transaction.atomic():
        EasyCarsSettings.objects.update(account_secret=plain)
    assert SECRET not in str(caught.value)
    assert stored() == before


@pytest.mark.parametrize("expression", [Value(SECRET), Concat(Value(SECRET), Value("more"))])
def test_the_database_itself_refuses_plain_text(row, stored, expression):
    before = stored()
    with pytest.raises(IntegrityError), transaction.atomic():
        EasyCarsSettings.objects.update(account_secret=expression)
    assert stored() == before


def test_an_update_can_remove_a_secret(row):
    EasyCarsSettings.objects.update(account_secret="")
    assert not reload(row).account_secret


def test_bulk_create_and_bulk_update_encrypt(row, make_row, stored):
    row.delete()
    new = EasyCarsSettings(site=row.site, account_secret=SECRET)
    EasyCarsSettings.objects.bulk_create([new])
    new = EasyCarsSettings.objects.get()
    assert new.account_secret == SECRET
    new.account_secret = "new"
    EasyCarsSettings.objects.bulk_update([new], ["account_secret"])
    token = EasyCarsSettings.objects.values_list("account_secret", flat=True).get()
    assert is_token(token)
    assert reload(new).account_secret == "new"


def test_bulk_update_and_save_refuse_plain_text_put_in_the_place_of_a_token(row, stored):
    before = stored()
    row.account_secret_ciphertext = SECRET
    with pytest.raises(PlainTextRefused), transaction.atomic():
        EasyCarsSettings.objects.bulk_update([row], ["account_secret"])
    with pytest.raises(PlainTextRefused), transaction.atomic():
        row.save()
    assert stored() == before


def test_update_or_create_encrypts(row):
    EasyCarsSettings.objects.update_or_create(pk=row.pk, defaults={"account_secret": "new"})
    assert reload(row).account_secret == "new"


@pytest.mark.parametrize(
    ("lookup", "error"),
    [
        ({"account_secret": SECRET}, PlainTextRefused),
        ({"account_secret": Secret(SECRET)}, PlainTextRefused),
        ({"account_secret__in": [SECRET]}, PlainTextRefused),
        ({"account_secret__contains": "horse"}, FieldError),
        ({"account_secret__iexact": SECRET}, FieldError),
        ({"account_secret__regex": "."}, FieldError),
    ],
)
def test_a_secret_cannot_be_searched(row, lookup, error):
    with pytest.raises(error):
        EasyCarsSettings.objects.filter(**lookup).exists()


def test_rows_with_and_without_a_secret_can_be_found(row, make_row):
    empty = make_row("empty.example")
    assert EasyCarsSettings.objects.filter(account_secret="").get() == empty
    assert EasyCarsSettings.objects.exclude(account_secret="").get() == row
