"""Addresses of signing in."""

from django.urls import path

from fornya.pages.login import bankid, choose, other, sign, staff, staff_confirm
from fornya.pages.login.alive import alive

app_name = "login"

urlpatterns = [
    path("logga-in", choose.choose, name="choose"),
    path("logga-in/bankid", bankid.start, name="bankid_start"),
    path("logga-in/bankid/<uuid:order_id>", bankid.wait, name="bankid_wait"),
    path("logga-in/bankid/<uuid:order_id>/lage", bankid.state, name="bankid_state"),
    path("logga-in/bankid/<uuid:order_id>/avbryt", bankid.cancel, name="bankid_cancel"),
    path("logga-in/bankid/klar/<uuid:order_id>", bankid.returned, name="bankid_returned"),
    path("mina/skriv-under/<uuid:signing_id>", sign.show, name="sign"),
    path("mina/skriv-under/<uuid:signing_id>/bankid", sign.start, name="sign_start"),
    path("mina/skriv-under/<uuid:signing_id>/med/<slug:key>", other.confirm, name="sign_elsewhere"),
    path("mina/skriv-under/vantar/<uuid:order_id>", sign.wait, name="sign_wait"),
    path("mina/skriv-under/vantar/<uuid:order_id>/lage", sign.state, name="sign_state"),
    path("mina/skriv-under/vantar/<uuid:order_id>/avbryt", sign.cancel, name="sign_cancel"),
    path("mina/skriv-under/klar/<uuid:order_id>", sign.returned, name="sign_returned"),
    path("logga-in/med/<slug:key>", other.start, name="other_start"),
    path("logga-in/med/<slug:key>/tillbaka", other.returned, name="other_returned"),
    path("logga-ut", choose.sign_out, name="sign_out"),
    path("inloggad", alive, name="alive"),
    path("utloggad", choose.signed_out, name="signed_out"),
    path("personal/logga-in", staff.staff, name="staff"),
    path("personal/logga-in/start", staff.start, name="staff_start"),
    path("personal/tillbaka", staff.returned, name="staff_returned"),
    path("personal/bekrafta", staff_confirm.show, name="staff_confirm"),
    path("personal/bekrafta/start", staff.confirm_start, name="staff_confirm_start"),
    path("personal/uppdrag", staff.commission, name="commission"),
]
