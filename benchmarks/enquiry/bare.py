"""What a site would do without the package: a form that saves one row."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from wagtail_easycars.models import Lead


class BareForm(forms.ModelForm):
    """Asks the same, of nobody's own vehicle, and knows the vehicle by its stock number only."""

    class Meta:
        model = Lead
        fields = (
            "stock_number",
            "interest",
            "customer_name",
            "customer_email",
            "customer_phone",
            "preferred_contact",
            "finance_status",
            "message",
        )


@csrf_exempt
def save_row(request: HttpRequest, site_id: int) -> HttpResponse:
    form = BareForm(request.POST, instance=Lead(site_id=site_id))
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=400)
    form.save()
    return redirect("/")
