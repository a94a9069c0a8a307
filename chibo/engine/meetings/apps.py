from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "chibo.engine.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Votes are vouched for by the ledger."""
        from chibo.engine.meetings import queries
        from chibo.foundation.ledger.witnesses import witness

        witness("vote", digests=queries.vote_digests, ids=queries.vote_ids)
