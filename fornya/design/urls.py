"""The gallery's addresses; config includes them in the sandbox only."""

from django.urls import path

from fornya.design import gallery

app_name = "design"
urlpatterns = [
    path("design", gallery.index, name="index"),
    path("design/<slug:name>", gallery.page, name="page"),
]
