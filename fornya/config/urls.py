"""The addresses of the service: one include per audience."""

from django.conf import settings
from django.urls import include, path

from fornya.pages.public.errors import views as errors

urlpatterns = [
    path("", include("fornya.pages.public.urls")),
    path("", include("fornya.pages.public.languages.urls")),
    path("", include("fornya.pages.login.urls")),
    path("", include("fornya.pages.patient.urls")),
    path("", include("fornya.pages.clinic.urls")),
    path("", include("fornya.pages.region.urls")),
]
if settings.IS_SANDBOX:
    urlpatterns.append(path("", include("fornya.design.urls")))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.fault
