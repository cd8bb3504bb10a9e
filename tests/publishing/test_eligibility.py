"""Page types that bulk publishing would leave incomplete are found out."""

import pytest
from django.contrib.auth.models import Group
from django.db import models
from django.db.models.functions import Upper
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page

from wagtail_easycars.page_mixins import VehiclePageMixin
from wagtail_easycars.publishing.eligibility import reasons_against_bulk


def page_type(**fields):
    """Return a page type with ``fields``; abstract, so that it needs no table."""
    meta = type("Meta", (), {"abstract": True, "app_label": "testapp"})
    attributes = {"__module__": __name__, "Meta": meta, **fields}
    return type(Page)("FieldsOfItsOwn", (VehiclePageMixin, Page), attributes)


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        (ParentalManyToManyField(Group), "has a many-to-many field: own"),
        (models.ManyToManyField(Group), "has a many-to-many field: own"),
        (
            models.GeneratedField(
                expression=Upper("title"), output_field=models.CharField(), db_persist=True
            ),
            "has a generated field: own",
        ),
    ],
    ids=["parental many-to-many", "many-to-many", "generated"],
)
def test_a_field_that_is_no_plain_column_has_pages_published_one_by_one(field, reason):
    assert reasons_against_bulk(page_type(own=field)) == [reason]


def test_a_plain_column_does_not():
    assert reasons_against_bulk(page_type(own=models.CharField(max_length=10))) == []
