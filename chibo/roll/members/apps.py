from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "chibo.roll.members"
    label = "members"

    def ready(self) -> None:
        """Accounts ask who holds an office and who died, the ledger who inspects and what it vouches for."""
        from chibo.foundation.accounts import policy
        from chibo.foundation.ledger.permissions import OPENINGS
        from chibo.foundation.ledger.witnesses import witness
        from chibo.roll.members import questions
        from chibo.roll.members.facts import follow_forms
        from chibo.roll.members.queries.authority import entries_inspected, has_died, holds_office
        from chibo.roll.members.witness import CARD, KIND, card_digests, digests, ids
        from chibo.roll.organizations.followers import follow

        policy.SECOND_FACTOR_REQUIRED = holds_office
        policy.CLOSED = has_died
        assert questions  # imported for the topic that it answers
        follow(follow_forms)
        OPENINGS.append(entries_inspected)
        witness(KIND, digests=digests, ids=ids)
        witness(CARD, digests=card_digests)
