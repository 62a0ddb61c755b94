"""Addresses of changing the language."""

from django.urls import path

from fornya.pages.public.languages.views import change, languages

app_name = "languages"

urlpatterns = [
    path("sprak", languages, name="all"),
    path("sprak/<slug:code>", change, name="change"),
]
