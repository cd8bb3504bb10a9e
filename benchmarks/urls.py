from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from benchmarks.enquiry.bare import save_row

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("easycars/", include("wagtail_easycars.urls")),
    path("bare-enquiry/<int:site_id>/", save_row),
    path("", include(wagtail_urls)),
]
