from django.urls import path

from chibo.roll.members.views import people

app_name = "members"

urlpatterns = [
    path("", people.list_, name="list"),
    path("tim/", people.search, name="search"),
    path("<int:pk>/so-dinh-danh/", people.reveal, name="reveal"),
]
