from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "chibo.web"
    label = "web"

    def ready(self) -> None:
        """The home page asks the floors below."""
        from chibo.web.file_sources import class_results, loans_overdue, proposals_waiting, rounds_due
        from chibo.web.sources import badges_waiting, cases_waiting, notices_to_check, unpaid_fees
        from chibo.web.tasks import TASK_SOURCES

        TASK_SOURCES.append(cases_waiting)
        TASK_SOURCES.extend((proposals_waiting, loans_overdue, rounds_due, class_results))
        TASK_SOURCES.append(unpaid_fees)
        TASK_SOURCES.append(badges_waiting)
        TASK_SOURCES.append(notices_to_check)
