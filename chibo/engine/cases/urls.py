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


register_converter(NoteConverter, "note")

urlpatterns = [
    path("<int:pk>/", views.page, name="page"),
    path("<int:pk>/buoc/<slug:step>/", views.perform, name="perform"),
    path("<int:pk>/buoc/<slug:step>/<note:kind>/", views.annotate, name="annotate"),
    path("<int:pk>/dinh-chinh/<int:seq>/", views.correct, name="correct"),
]
