from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "chibo.work.transfers"
    label = "transfers"

    def ready(self) -> None:
        """Hand the rules to the rulebook, the effects to the engine and a section to the member's page."""
        from chibo.engine.cases.registry import Matter, register
        from chibo.roll.files.registry import add_section
        from chibo.work.transfers import actions, lists, papers, queries, questions, rules
        from chibo.work.transfers.sections import transfers_of

        add_section("transfers", 60, transfers_of)
        assert rules and questions  # imported for what they hand in
        for procedure, effects in actions.EFFECTS.items():
            register(
                Matter(
                    procedure=procedure,
                    register=queries.register_of,
                    facts=queries.facts_of,
                    days=queries.days_of,
                    effects=effects,
                    papers=papers.fill,
                    ends=lists.ends_of,
                )
            )
