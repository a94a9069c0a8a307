from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "chibo.engine.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Votes are vouched for by the ledger; a person's page shows the meetings that they were summoned to."""
        from chibo.engine.meetings import queries
        from chibo.engine.meetings.sections import attendance_of
        from chibo.foundation.ledger.witnesses import witness
        from chibo.roll.files.registry import add_section

        witness("vote", digests=queries.vote_digests, ids=queries.vote_ids)
        add_section("meetings", 80, attendance_of)
