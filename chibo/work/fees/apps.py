from django.apps import AppConfig


class FeesConfig(AppConfig):
    name = "chibo.work.fees"
    label = "fees"

    def ready(self) -> None:
        """Hand in the answers to the rulebook, the rows of money to the ledger, a section to the member's page."""
        from chibo.roll.files.registry import add_open, add_rests, add_section
        from chibo.work.fees import questions, witness
        from chibo.work.fees.sections import closed_without, fees_of, owed

        assert questions  # imported for what it hands in
        witness.stand()
        add_section("fees", 70, fees_of)
        add_open("fees", 40, owed)
        add_rests("fees", closed_without)
