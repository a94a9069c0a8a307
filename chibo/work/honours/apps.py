from django.apps import AppConfig


class HonoursConfig(AppConfig):
    name = "chibo.work.honours"
    label = "honours"

    def ready(self) -> None:
        """Hand the answers to the rulebook, the badges to the member's page, and the rows to the ledger's audit."""
        from chibo.foundation.ledger.witnesses import witness
        from chibo.roll.files.registry import add_open, add_rests, add_section
        from chibo.work.honours import questions
        from chibo.work.honours import witness as rows
        from chibo.work.honours.queries.people import honours_since, open_honours, section_of

        assert questions  # imported for what it hands in
        add_section("honours", 50, section_of)
        add_open("honours", 30, open_honours)
        add_rests("honours", honours_since)
        witness(rows.AWARD, digests=rows.award_digests, ids=rows.award_ids)
        witness(rows.CHANGE, digests=rows.change_digests, ids=rows.change_ids)
