"""Addresses of those who run a region, and of those who run the service."""

from django.urls import path

from fornya.pages.region.catalogue.views import catalogue, catalogue_check
from fornya.pages.region.clinics.views import clinic, clinics
from fornya.pages.region.deliveries.views import deliveries, operation
from fornya.pages.region.fees.views import fees
from fornya.pages.region.notices.views import notices
from fornya.pages.region.overview.views import overview
from fornya.pages.region.rules.views import rule, rule_new, rules

app_name = "region"

urlpatterns = [
    path("personal/region", overview, name="overview"),
    path("personal/region/mottagningar", clinics, name="clinics"),
    path("personal/region/mottagningar/<slug:slug>", clinic, name="clinic"),
    path("personal/region/inlasning", catalogue.region, name="catalogue"),
    path("personal/region/inlasning/<uuid:upload_id>", catalogue_check.region, name="catalogue_check"),
    path("personal/region/avgifter", fees, name="fees"),
    path("personal/region/regler", rules.region, name="rules"),
    path("personal/region/regler/ny", rule_new.region, name="rule_new"),
    path("personal/region/regler/<int:number>", rule.region, name="rule"),
    path("personal/region/driftmeddelanden", notices, name="notices"),
    path("personal/region/leveranser", deliveries, name="deliveries"),
    path("personal/drift", operation, name="operation"),
    path("personal/drift/inlasning", catalogue.country, name="country_catalogue"),
    path(
        "personal/drift/inlasning/<uuid:upload_id>",
        catalogue_check.country,
        name="country_catalogue_check",
    ),
    path("personal/drift/regler", rules.country, name="country_rules"),
    path("personal/drift/regler/ny", rule_new.country, name="country_rule_new"),
    path("personal/drift/regler/<int:number>", rule.country, name="country_rule"),
]
