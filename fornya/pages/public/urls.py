"""Addresses of the public pages."""

from django.urls import path

from fornya.pages.public.about.views import about
from fornya.pages.public.accessibility.views import accessibility
from fornya.pages.public.article.views import article, easy_swedish
from fornya.pages.public.clinic.views import clinic
from fornya.pages.public.cookies.views import cookie_settings, cookies
from fornya.pages.public.cost_ladder.views import cost_ladder
from fornya.pages.public.fees.views import fees, fees_file
from fornya.pages.public.find_clinic.by_name import clinics_by_name, clinics_of_municipality
from fornya.pages.public.find_clinic.views import find_clinic
from fornya.pages.public.open_data.views import open_csv, open_data, open_json
from fornya.pages.public.paper_form.views import paper_form
from fornya.pages.public.privacy.views import privacy
from fornya.pages.public.region.views import region
from fornya.pages.public.search.views import search
from fornya.pages.public.start.views import start
from fornya.pages.public.support.views import sent, support, write
from fornya.pages.public.theme.views import theme
from fornya.pages.public.wellknown.views import manifest, offline, robots, security, sitemap

app_name = "public"

urlpatterns = [
    path("", start, name="start"),
    path("hitta-vard", find_clinic, name="find_clinic"),
    path("hitta-vard/a-o", clinics_by_name, name="clinics_by_name"),
    path("hitta-vard/a-o/<str:name>", clinics_of_municipality, name="clinics_of_municipality"),
    path("mottagning/<slug:slug>", clinic, name="clinic"),
    path("mottagning/<slug:slug>/blankett", paper_form, name="paper_form"),
    path("region", region, name="region"),
    path("avgifter", fees, name="fees"),
    path("avgifter.csv", fees_file, name="fees_file"),
    path("hogkostnadsskydd", cost_ladder, name="cost_ladder"),
    path("artiklar/<slug:slug>", article, name="article"),
    path("latt-svenska", easy_swedish, name="easy_swedish"),
    path("tema/<slug:slug>", theme, name="theme"),
    path("sok", search, name="search"),
    path("om", about, name="about"),
    path("oppna-data", open_data, name="open_data"),
    path("oppna-data/svarstider-<slug:month>.csv", open_csv, name="open_csv"),
    path("oppna-data/svarstider-<slug:month>.json", open_json, name="open_json"),
    path("support", support, name="support"),
    path("support/skriv", write, name="support_write"),
    path("support/skickat/<str:reference>", sent, name="support_sent"),
    path("tillganglighet", accessibility, name="accessibility"),
    path("personuppgifter", privacy, name="privacy"),
    path("kakor", cookies, name="cookies"),
    path("kakor/installningar", cookie_settings, name="cookie_settings"),
    path(".well-known/security.txt", security, name="security"),
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("fornya.webmanifest", manifest, name="manifest"),
    path("utan-uppkoppling", offline, name="offline"),
]
