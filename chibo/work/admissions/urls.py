from django.urls import path, register_converter

from chibo.work.admissions import views

app_name = "admissions"


class MatterConverter:
    regex = "|".join(views.OPENINGS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(MatterConverter, "matter")

urlpatterns = [
    path("", views.list_, name="list"),
    path("danh-sach-cam-tinh/moi/", views.put_on_list, name="put_on_list"),
    path("danh-sach-cam-tinh/<slug:code>/ra-soat/", views.review, name="review"),
    path("dang-vien/<int:pk>/<matter:matter>/", views.open_matter, name="open_matter"),
]
