"""The addresses of what an administrator keeps of indicators: schemes and the library."""

urlpatterns: list = []
