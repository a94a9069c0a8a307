from django.apps import AppConfig


class TransfersConfig(AppConfig):
    name = "chibo.work.transfers"
    label = "transfers"

    def ready(self) -> None:
        """Hand the rules to the rulebook and the effects to the engine."""
        from chibo.engine.cases.registry import Matter, register
        from chibo.work.transfers import actions, queries, questions, rules

        assert rules and questions  # imported for what they hand in
        for procedure, effects in actions.EFFECTS.items():
            register(
                Matter(
                    procedure=procedure,
                    register=queries.register_of,
                    facts=queries.facts_of,
                    days=queries.days_of,
                    effects=effects,
                )
            )
