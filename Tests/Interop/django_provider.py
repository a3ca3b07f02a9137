"""django-oidc-provider, an OpenID Connect provider in Django, on loopback: its own database, made for one run."""

import io
import secrets
import tempfile
import threading
from datetime import timedelta
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.conf import settings
from django.urls import include, path

LOGIN = '<form method="post">{% csrf_token %}{{ form.as_p }}</form>'
PASSWORD = "correct horse battery"

urlpatterns = []


def vouched(claims, user):
    """What it says of somebody whose address it has confirmed."""
    return {**claims, "email": user.email, "email_verified": True, "name": user.username}


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


class DjangoProvider:
    """Served from this process, so that its people and clients are rows of its own tables."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="touchstone-provider-")
        self.server = make_server("127.0.0.1", 0, lambda *_: [], handler_class=Quiet)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        self.issuer = self.address + "/openid"
        self.client_id, self.client_secret = "touchstone", secrets.token_hex(24)
        settings.configure(
            SECRET_KEY=secrets.token_hex(24), ROOT_URLCONF="django_provider", ALLOWED_HOSTS=["127.0.0.1"],
            DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3",
                                   "NAME": Path(self.folder.name) / "provider.sqlite3"}},
            INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                            "oidc_provider"],
            MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                        "django.middleware.csrf.CsrfViewMiddleware",
                        "django.contrib.auth.middleware.AuthenticationMiddleware"],
            TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates",
                        "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader",
                                                 {"registration/login.html": LOGIN})]}}],
            DEFAULT_AUTO_FIELD="django.db.models.AutoField", USE_TZ=True, TIME_ZONE="UTC",
            SITE_URL=self.address, OIDC_USERINFO="django_provider.vouched")
        django.setup()
        from django.contrib.auth.views import LoginView
        from django.core.management import call_command
        urlpatterns.extend([path("accounts/login/", LoginView.as_view()),
                            path("openid/", include("oidc_provider.urls", namespace="oidc_provider"))])
        call_command("migrate", verbosity=0)
        call_command("creatersakey", stdout=io.StringIO())
        from django.core.wsgi import get_wsgi_application
        self.server.set_app(get_wsgi_application())
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def client(self, site):
        from oidc_provider.models import Client, ResponseType
        client = Client.objects.create(
            name="Touchstone", client_id=self.client_id, client_secret=self.client_secret,
            client_type="confidential", jwt_alg="RS256", require_consent=False)
        client.response_types.add(ResponseType.objects.get(value="code"))
        client.redirect_uris = [f"{site}/sign-in/provider/return"]
        client.post_logout_redirect_uris = [f"{site}/"]
        client.save()

    def person(self, name, address):
        from django.contrib.auth.models import User
        User.objects.create_user(name, address, PASSWORD)

    def signed_in(self, name, ago):
        """Puts back when somebody last gave their password there, as if so much time had gone by since."""
        from django.contrib.auth.models import User
        user = User.objects.get(username=name)
        user.last_login -= ago
        user.save()

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
        self.folder.cleanup()


HOUR = timedelta(hours=1)
