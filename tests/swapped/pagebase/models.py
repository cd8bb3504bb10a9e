"""A base page model of the site's own: without the search engine fields, with one of its own."""

from django.db import models
from wagtail.models import AbstractPage


class BasePage(AbstractPage):
    audience = models.CharField(max_length=100, blank=True)
