"""Addresses of the public pages."""

from django.urls import path

from fornya.pages.public.about.views import about
from fornya.pages.public.accessibility.views import accessibility
from fornya.pages.public.clinic.views import clinic
from fornya.pages.public.cookies.views import cookies
from fornya.pages.public.fees.views import fees, fees_file
from fornya.pages.public.find_clinic.views import find_clinic
from fornya.pages.public.privacy.views import privacy
from fornya.pages.public.region.views import region
from fornya.pages.public.start.views import start
from fornya.pages.public.support.views import sent, support, write

app_name = "public"

urlpatterns = [
    path("", start, name="start"),
    path("hitta-vard", find_clinic, name="find_clinic"),
    path("mottagning/<slug:slug>", clinic, name="clinic"),
    path("region", region, name="region"),
    path("avgifter", fees, name="fees"),
    path("avgifter.csv", fees_file, name="fees_file"),
    path("om", about, name="about"),
    path("support", support, name="support"),
    path("support/skriv", write, name="support_write"),
    path("support/skickat/<str:reference>", sent, name="support_sent"),
    path("tillganglighet", accessibility, name="accessibility"),
    path("personuppgifter", privacy, name="privacy"),
    path("kakor", cookies, name="cookies"),
]
