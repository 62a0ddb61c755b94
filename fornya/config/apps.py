"""Tells Django of the top room, so that its management commands and start-up checks are found."""

from django.apps import AppConfig
from django.core.checks import register

from fornya.config.checks import every_article_is_whole, every_view_states_whom_it_is_open_to
from fornya.config.guard import refuse_a_mixture


class ConfigConfig(AppConfig):
    """The `config` room."""

    name = "fornya.config"
    label = "config"

    def ready(self) -> None:
        """Register the checks that stop a start with a sentence."""
        refuse_a_mixture()
        register(every_view_states_whom_it_is_open_to)
        register(every_article_is_whole)
