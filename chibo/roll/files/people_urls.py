"""A person's page is composed of what several apps know, so it stands on this floor, beside the register's lists."""

from django.urls import path

from chibo.roll.files.views import people
from chibo.roll.members.urls import urlpatterns as register

app_name = "members"

urlpatterns = [
    path("cua-toi/", people.mine, name="mine"),
    path("<int:pk>/", people.page, name="page"),
    *register,
]
