"""Addresses of the clinic's staff."""

from django.urls import path

from fornya.pages.clinic.assess import batch, record
from fornya.pages.clinic.assess import views as assess
from fornya.pages.clinic.claim import assign, forward
from fornya.pages.clinic.claim import views as claim
from fornya.pages.clinic.log_review import views as log_review
from fornya.pages.clinic.meetings import views as meetings
from fornya.pages.clinic.posts import views as posts
from fornya.pages.clinic.settings.urls import urlpatterns as settings_urls
from fornya.pages.clinic.statistics.views import statistics, statistics_file
from fornya.pages.clinic.worklist import views as worklist

app_name = "clinic"

urlpatterns = [
    path("personal", worklist.show, name="worklist"),
    path("personal/sok", worklist.search, name="search"),
    path("personal/nasta", worklist.take, name="take_next"),
    path("personal/arende/<uuid:request_id>", assess.show, name="request"),
    path("personal/arende/<uuid:request_id>/borja", claim.take, name="take"),
    path("personal/arende/<uuid:request_id>/lamna-over", claim.give, name="hand_over"),
    path("personal/arende/<uuid:request_id>/sedd", batch.seen, name="seen"),
    path("personal/arende/<uuid:request_id>/nasta", batch.following, name="following"),
    path("personal/fordela", assign.assign, name="assign"),
    path("personal/signera", batch.batch, name="batch"),
    path("personal/signera/forsta", batch.first, name="first"),
    path("personal/arende/<uuid:request_id>/skicka-vidare", forward.forward, name="forward"),
    path("personal/arende/<uuid:request_id>/journal", record.record, name="record"),
    path("personal/arende/<uuid:request_id>/forslag", record.propose, name="propose"),
    path("personal/arende/<uuid:request_id>/beslut", assess.decide, name="decide"),
    path("personal/arende/<uuid:request_id>/tider", meetings.times, name="times"),
    path("personal/moten", meetings.show, name="meetings"),
    path("personal/behorigheter", posts.show, name="posts"),
    path("personal/behorigheter/ny", posts.new, name="post_new"),
    path("personal/behorigheter/<int:post_id>", posts.one, name="post"),
    path("personal/statistik", statistics, name="statistics"),
    path("personal/statistik.csv", statistics_file, name="statistics_file"),
    path("personal/logg", log_review.show, name="log_review"),
    path("personal/logg/<slug:slug>", log_review.months, name="log_months"),
    path("personal/logg/<slug:slug>/<str:month>", log_review.month, name="log_month"),
    path("personal/logg/<slug:slug>/<str:month>/<str:key>", log_review.case, name="log_case"),
    *settings_urls,
]
