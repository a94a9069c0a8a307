from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("chibo.web.urls")),
    path("", include("chibo.foundation.accounts.urls")),
    path("", include("chibo.foundation.ledger.urls")),
]
