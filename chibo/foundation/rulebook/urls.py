from django.urls import path

from chibo.foundation.rulebook import views

app_name = "rulebook"

urlpatterns = [
    path("", views.timeline, name="timeline"),
    path("van-ban/<slug:slug>/", views.instrument, name="instrument"),
    path("gia-tri/", views.parameters, name="parameters"),
    path("gia-tri/<str:name>/", views.parameter, name="parameter"),
    path("thu-tuc/<slug:code>/", views.procedure, name="procedure"),
    path("hoi-dap/", views.questions, name="questions"),
    path("hoi-dap/<str:name>/", views.question, name="question"),
]
