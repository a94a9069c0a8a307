from django.urls import path, register_converter

from chibo.work.reorganizations import views
from chibo.work.reorganizations.forms import PARTS

app_name = "reorganizations"


class PartConverter:
    regex = "|".join(PARTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PartConverter, "reorganization_part")

urlpatterns = [
    path("", views.list_, name="list"),
    path("lap/", views.draft, name="draft"),
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/noi-dung/<reorganization_part:part>/", views.part, name="part"),
    path("<int:pk>/noi-dung/bo/", views.remove, name="remove"),
    path("<int:pk>/van-ban/", views.paper, name="paper"),
    path("<int:pk>/thuc-hien/", views.carry_out, name="carry_out"),
    path("<int:pk>/bo/", views.drop, name="drop"),
    path("<int:pk>/hoan-tac/", views.undo, name="undo"),
]
