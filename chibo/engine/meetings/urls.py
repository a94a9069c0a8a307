from django.urls import path

from chibo.engine.meetings import views

app_name = "meetings"

urlpatterns = [
    path("", views.list_, name="list"),
    path("moi/<slug:code>/", views.hold, name="hold"),
    path("<int:pk>/", views.page, name="page"),
]
