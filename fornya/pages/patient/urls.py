"""Addresses of a patient's own pages."""

from django.urls import path

from fornya.pages.patient.agents.give import give
from fornya.pages.patient.agents.sign import sign, signed
from fornya.pages.patient.agents.views import agents, end, mandate
from fornya.pages.patient.high_cost.views import high_cost
from fornya.pages.patient.journal.log import access_log, access_row
from fornya.pages.patient.journal.take import as_fhir, as_json, take
from fornya.pages.patient.journal.views import my_journal
from fornya.pages.patient.medicine_list.views import medicine_list, medicine_list_pdf
from fornya.pages.patient.medicines.one import count, medicine
from fornya.pages.patient.medicines.views import medicines, renew_chosen
from fornya.pages.patient.meeting.views import book_time, cancel_time, meeting, meeting_calendar
from fornya.pages.patient.messages.views import inbox, message
from fornya.pages.patient.overview.views import overview
from fornya.pages.patient.reminders.calendar_file import calendar_file
from fornya.pages.patient.reminders.views import reminders
from fornya.pages.patient.renew.ask import ask
from fornya.pages.patient.renew.by_hand import by_hand
from fornya.pages.patient.renew.check import check
from fornya.pages.patient.renew.choose import choose, start
from fornya.pages.patient.renew.contact import contact
from fornya.pages.patient.renew.own import own
from fornya.pages.patient.renew.pharmacy import pharmacy
from fornya.pages.patient.renew.sent import already_sent
from fornya.pages.patient.requests.answer import answer
from fornya.pages.patient.requests.views import request_page, requests
from fornya.pages.patient.requests.withdraw import withdraw
from fornya.pages.patient.sign_ins.views import sign_ins
from fornya.pages.patient.typed.views import typed_form
from fornya.pages.patient.whom.views import whom
from fornya.pages.patient.withdrawals.views import withdrawals

app_name = "patient"

_FORM = "mina/fornya/<slug:slug>"
_JOURNAL = "mina/journal"
_MEDICINE = "mina/lakemedel/recept/<str:prescription_id>"
_REQUEST = "mina/forfragan/<uuid:request_id>"
_MANDATE = "mina/ombud/<uuid:mandate_id>"

urlpatterns = [
    path("mina", overview, name="overview"),
    path(_FORM, start, name="renew"),
    path(f"{_FORM}/lakemedel", choose, name="choose"),
    path(f"{_FORM}/annat", by_hand, name="by_hand"),
    path(f"{_FORM}/fragor/<int:number>", ask, name="ask"),
    path(f"{_FORM}/mottagningens-fragor", own, name="own"),
    path(f"{_FORM}/apotek", pharmacy, name="pharmacy"),
    path(f"{_FORM}/besked", contact, name="contact"),
    path(f"{_FORM}/kontrollera", check, name="check"),
    path(f"{_FORM}/skickad", already_sent, name="already_sent"),
    path("mina/forfragningar", requests, name="requests"),
    path(_REQUEST, request_page, name="request"),
    path(f"{_REQUEST}/svara/<uuid:question_id>", answer, name="answer"),
    path(f"{_REQUEST}/ta-tillbaka", withdraw, name="withdraw"),
    path(f"{_REQUEST}/tid", meeting, name="meeting"),
    path(f"{_REQUEST}/tid/boka", book_time, name="book_time"),
    path(f"{_REQUEST}/tid/avboka", cancel_time, name="cancel_time"),
    path(f"{_REQUEST}/tid/kalender", meeting_calendar, name="meeting_calendar"),
    path("mina/inkorg", inbox, name="inbox"),
    path("mina/inkorg/<uuid:message_id>", message, name="message"),
    path("mina/inloggningar", sign_ins, name="sign_ins"),
    path("mina/ombud", agents, name="agents"),
    path("mina/ombud/ge", give, name="give_mandate"),
    path(_MANDATE, mandate, name="mandate"),
    path(f"{_MANDATE}/skriv-under", sign, name="sign_mandate"),
    path(f"{_MANDATE}/klart", signed, name="mandate_signed"),
    path(f"{_MANDATE}/avsluta", end, name="end_mandate"),
    path("mina/fortsatt/<uuid:form_id>", typed_form, name="typed"),
    path("mina/vem", whom, name="whom"),
    path(_JOURNAL, my_journal, name="my_journal"),
    path(f"{_JOURNAL}/vem-har-tittat", access_log, name="access_log"),
    path(f"{_JOURNAL}/vem-har-tittat/rad/<int:number>", access_row, name="access_row"),
    path(f"{_JOURNAL}/hamta", take, name="own_data"),
    path(f"{_JOURNAL}/hamta/json", as_json, name="own_json"),
    path(f"{_JOURNAL}/hamta/fhir", as_fhir, name="own_fhir"),
    path("mina/lakemedel", medicines, name="medicines"),
    path("mina/lakemedel/lista", medicine_list, name="medicine_list"),
    path("mina/lakemedel/lista/pdf", medicine_list_pdf, name="medicine_list_pdf"),
    path("mina/lakemedel/fornya", renew_chosen, name="renew_chosen"),
    path(_MEDICINE, medicine, name="medicine"),
    path(f"{_MEDICINE}/kvar", count, name="count"),
    path("mina/paminnelser", reminders, name="reminders"),
    path("mina/paminnelser/kalender", calendar_file, name="reminder_calendar"),
    path("mina/uttag", withdrawals, name="withdrawals"),
    path("mina/hogkostnad", high_cost, name="high_cost"),
]
