from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "chibo.roll.members"
    label = "members"

    def ready(self) -> None:
        """Accounts ask this floor who holds an office; the ledger asks whether the memberships are as recorded."""
        from chibo.foundation.accounts import policy
        from chibo.foundation.ledger.witnesses import witness
        from chibo.roll.members import questions
        from chibo.roll.members.queries.authority import holds_office
        from chibo.roll.members.witness import KIND, digests, ids

        policy.SECOND_FACTOR_REQUIRED = holds_office
        assert questions  # imported for the topic that it answers
        witness(KIND, digests=digests, ids=ids)
