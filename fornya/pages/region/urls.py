"""Addresses of those who run a region, and of those who run the service."""

from django.urls import path

from fornya.pages.region.catalogue.views import (
    catalogue,
    catalogue_check,
    country_catalogue,
    country_catalogue_check,
)
from fornya.pages.region.clinics.views import clinic, clinics
from fornya.pages.region.deliveries.views import deliveries, operation
from fornya.pages.region.fees.views import fees
from fornya.pages.region.notices.views import notices
from fornya.pages.region.overview.views import overview
from fornya.pages.region.rules.views import (
    country_rule,
    country_rule_new,
    country_rules,
    rule,
    rule_new,
    rules,
)

app_name = "region"

urlpatterns = [
    path("personal/region", overview, name="overview"),
    path("personal/region/mottagningar", clinics, name="clinics"),
    path("personal/region/mottagningar/<slug:slug>", clinic, name="clinic"),
    path("personal/region/inlasning", catalogue, name="catalogue"),
    path("personal/region/inlasning/<uuid:upload_id>", catalogue_check, name="catalogue_check"),
    path("personal/region/avgifter", fees, name="fees"),
    path("personal/region/regler", rules, name="rules"),
    path("personal/region/regler/ny", rule_new, name="rule_new"),
    path("personal/region/regler/<int:number>", rule, name="rule"),
    path("personal/region/driftmeddelanden", notices, name="notices"),
    path("personal/region/leveranser", deliveries, name="deliveries"),
    path("personal/drift", operation, name="operation"),
    path("personal/drift/inlasning", country_catalogue, name="country_catalogue"),
    path(
        "personal/drift/inlasning/<uuid:upload_id>",
        country_catalogue_check,
        name="country_catalogue_check",
    ),
    path("personal/drift/regler", country_rules, name="country_rules"),
    path("personal/drift/regler/ny", country_rule_new, name="country_rule_new"),
    path("personal/drift/regler/<int:number>", country_rule, name="country_rule"),
]
