from django.urls import path

from chibo.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("-/song", views.alive, name="alive"),
]
