from django.urls import path
from wagtail.images.views.serve import ServeView

from wagtail_easycars.health.views import health
from wagtail_easycars.leads.enquiry.views import enquire, thank
from wagtail_easycars.views import redirect_to_vehicle

app_name = "wagtail_easycars"

urlpatterns = [
    path("health/", health, name="health"),
    path("stock/<path:stock_number>/", redirect_to_vehicle, name="vehicle"),
    path("enquiry/", enquire, name="enquiry"),
    path("enquiry/thanks/<str:token>/", thank, name="enquiry_thanks"),
    path(
        "pictures/<str:signature>/<int:image_id>/<str:filter_spec>/",
        ServeView.as_view(action="redirect"),
        name="picture",
    ),
]
