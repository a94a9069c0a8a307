from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "chibo.work.admissions"
    label = "admissions"

    def ready(self) -> None:
        """Hand the rules to the rulebook and the effects to the engine."""
        from chibo.engine.cases.registry import Matter, register
        from chibo.work.admissions import actions, papers, queries, questions, rules

        assert rules and questions  # imported for what they hand in
        for procedure, effects in actions.EFFECTS.items():
            register(
                Matter(
                    procedure=procedure,
                    register=queries.Known,
                    facts=queries.facts_of,
                    days=queries.days_of,
                    effects=effects,
                    papers=papers.fill,
                )
            )
