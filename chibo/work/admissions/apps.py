from django.apps import AppConfig


class AdmissionsConfig(AppConfig):
    name = "chibo.work.admissions"
    label = "admissions"
