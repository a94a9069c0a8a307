from django.urls import path

from chibo.work.transfers import views

app_name = "transfers"

urlpatterns = [
    path("", views.list_, name="list"),
    path("den/moi/", views.arrive, name="arrive"),
    path("kiem-phieu-bao/<slug:code>/", views.notices, name="notices"),
    path("dang-vien/<int:pk>/moi/", views.ask, name="ask"),
]
