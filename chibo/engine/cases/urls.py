from django.urls import path, register_converter

from chibo.engine.cases import views

app_name = "cases"


class NoteConverter:
    """The words of the address for the notes beside the steps."""

    WORDS = {
        "tra-lai": "returned",
        "gia-han": "extended",
        "giai-trinh": "explained",
        "tam-dung": "stopped",
        "tiep-tuc": "resumed",
    }
    regex = "|".join(WORDS)

    def to_python(self, value: str) -> str:
        return self.WORDS[value]

    def to_url(self, value: str) -> str:
        return next(word for word, kind in self.WORDS.items() if kind == value)


class FileConverter:
    """The two kinds of file that a paper can be."""

    regex = "|".join(views.FILES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(NoteConverter, "note")
register_converter(FileConverter, "file")

urlpatterns = [
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/buoc/<slug:step>/", views.perform, name="perform"),
    path("<int:pk>/buoc/<slug:step>/<note:kind>/", views.annotate, name="annotate"),
    path("<int:pk>/dinh-chinh/<int:seq>/", views.correct, name="correct"),
    path("<int:pk>/giay-to/", views.papers, name="papers"),
    path("<int:pk>/giay-to/in/", views.papers_pdf, name="papers_pdf"),
    path("<int:pk>/giay-to/<slug:key>/<slug:layout>.<file:ending>", views.paper, name="paper"),
]
