"""What a site would do without the package: a form that saves one row."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from wagtail_easycars.models import Lead


class BareForm(forms.Form):
    name = forms.CharField(max_length=100)
    email = forms.EmailField(max_length=100)
    phone = forms.CharField(max_length=20, required=False)
    message = forms.CharField(required=False)


@csrf_exempt
def save_row(request: HttpRequest, site_id: int) -> HttpResponse:
    form = BareForm(request.POST)
    if not form.is_valid():
        return HttpResponse(form.errors.as_text(), status=400)
    values = form.cleaned_data
    Lead.objects.create(
        site_id=site_id,
        customer_name=values["name"],
        customer_email=values["email"],
        customer_phone=values["phone"],
        message=values["message"],
    )
    return redirect("/")
