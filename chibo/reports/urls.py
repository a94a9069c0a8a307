from django.urls import path, register_converter

from chibo.reports import views

app_name = "reports"


class FileConverter:
    """The two kinds of file that a table can be."""

    regex = "|".join(views.FILES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(FileConverter, "tablefile")

urlpatterns = [
    path("", views.home, name="home"),
    path("da-chot/<int:pk>/", views.frozen, name="frozen"),
    path("da-chot/<int:pk>/<tablefile:ending>/", views.frozen_file, name="frozen_file"),
    path("<slug:code>/", views.overview, name="overview"),
    path("<slug:code>/in-tat-ca/", views.export_all, name="export_all"),
    path("<slug:code>/<slug:key>/", views.table, name="table"),
    path("<slug:code>/<slug:key>/danh-sach/", views.behind, name="behind"),
    path("<slug:code>/<slug:key>/chot/", views.freeze, name="freeze"),
    path("<slug:code>/<slug:key>/<tablefile:ending>/", views.export, name="export"),
]
