from django.urls import path

from chibo.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("noi-lam-viec/", views.take_seat, name="take_seat"),
    path("-/song", views.alive, name="alive"),
]
