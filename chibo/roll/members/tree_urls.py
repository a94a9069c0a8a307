"""The tree's pages show who leads and who is there, so they stand on this floor."""

from django.urls import path, register_converter

from chibo.roll.members.views import organizations

app_name = "organizations"


class StandardConverter:
    regex = "|".join(organizations.ACTS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(StandardConverter, "standard")

urlpatterns = [
    path("", organizations.tree, name="tree"),
    path("<slug:code>/", organizations.page, name="page"),
    path("<slug:code>/<standard:act>/", organizations.standard, name="standard"),
]
