from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "chibo.work.honours"
    label = "honours"

    def ready(self) -> None:
        """Hand the answers to the rulebook."""
        from chibo.work.honours import questions

        assert questions  # imported for what it hands in
