from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "chibo.work.fees"
    label = "fees"

    def ready(self) -> None:
        """Hand the answers to the rulebook."""
        from chibo.work.fees import questions

        assert questions  # imported for what it hands in
