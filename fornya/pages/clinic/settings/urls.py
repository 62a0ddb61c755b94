"""Addresses of the settings: the list, and a page for each part."""

from django.urls import path

from fornya.pages.clinic.posts.views import new_of_clinic, of_clinic, one_of_clinic
from fornya.pages.clinic.settings.absences import away
from fornya.pages.clinic.settings.administrators import administrators
from fornya.pages.clinic.settings.alarm import alarm
from fornya.pages.clinic.settings.answer import answer
from fornya.pages.clinic.settings.fee import fee
from fornya.pages.clinic.settings.hours import hours
from fornya.pages.clinic.settings.policy import policy
from fornya.pages.clinic.settings.questions import questions
from fornya.pages.clinic.settings.replies import replies
from fornya.pages.clinic.settings.service import service
from fornya.pages.clinic.settings.tasks import show
from fornya.pages.clinic.settings.who import who

PLACE = "personal/installningar"

urlpatterns = [
    path(PLACE, show, name="settings"),
    path(f"{PLACE}/svarstid", answer, name="settings_answer"),
    path(f"{PLACE}/tider", hours, name="settings_hours"),
    path(f"{PLACE}/avgift", fee, name="settings_fee"),
    path(f"{PLACE}/vilka", who, name="settings_who"),
    path(f"{PLACE}/fornyas-inte", policy, name="settings_policy"),
    path(f"{PLACE}/fragor", questions, name="settings_questions"),
    path(f"{PLACE}/standardsvar", replies, name="settings_replies"),
    path(f"{PLACE}/oppet", service, name="settings_service"),
    path(f"{PLACE}/administratorer", administrators, name="settings_administrators"),
    path(f"{PLACE}/bemanning", away, name="settings_absences"),
    path(f"{PLACE}/larm", alarm, name="settings_alarm"),
    path(f"{PLACE}/behorigheter", of_clinic, name="settings_posts"),
    path(f"{PLACE}/behorigheter/ny", new_of_clinic, name="settings_post_new"),
    path(f"{PLACE}/behorigheter/<int:post_id>", one_of_clinic, name="settings_post"),
]
