from django.urls import path, register_converter

from chibo.work.reorganizations import views
from chibo.work.reorganizations.forms import PARTS
from chibo.work.reorganizations.papers import PAPERS

app_name = "reorganizations"


class PartConverter:
    regex = "|".join(PARTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PaperConverter(PartConverter):
    regex = "|".join(PAPERS)


class EndingConverter(PartConverter):
    regex = "pdf|docx"


register_converter(PartConverter, "reorganization_part")
register_converter(PaperConverter, "reorganization_paper")
register_converter(EndingConverter, "reorganization_ending")

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
    path("<int:pk>/giay-to/<reorganization_paper:paper>.<reorganization_ending:ending>", views.papers, name="papers"),
    path(
        "<int:pk>/giay-to/<reorganization_paper:paper>/<slug:code>.<reorganization_ending:ending>",
        views.cell_paper,
        name="cell_paper",
    ),
]
