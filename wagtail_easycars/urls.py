from django.urls import path

from wagtail_easycars.views import redirect_to_vehicle

app_name = "wagtail_easycars"

urlpatterns = [
    path("stock/<path:stock_number>/", redirect_to_vehicle, name="vehicle"),
]
