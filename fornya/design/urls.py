"""The gallery's addresses; config includes them at /design/ in the sandbox only."""

from django.urls import path

from fornya.design import gallery

app_name = "design"
urlpatterns = [
    path("", gallery.index, name="index"),
    path("<slug:name>", gallery.page, name="page"),
]
