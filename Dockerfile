# The portal for production: settings and secrets come from the environment (portal/settings/production.py).
FROM python:3.12-slim
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DJANGO_SETTINGS_MODULE=portal.settings.production
RUN useradd --create-home --uid 10001 portal
WORKDIR /srv/portal
COPY pyproject.toml constraints.txt ./
RUN python -c "import tomllib; print('\n'.join(tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies']))" > /tmp/requirements.txt \
    && pip install --no-cache-dir --requirement /tmp/requirements.txt --constraint constraints.txt
COPY . .
# Styles, scripts and catalogues need no secrets: the development settings would start a database, so only these two run.
# The folder of uploads must be here and the portal's own: a volume mounted on it takes its owner over.
RUN DJANGO_SETTINGS_MODULE=portal.settings.build python manage.py compile_catalogues \
    && DJANGO_SETTINGS_MODULE=portal.settings.build python manage.py collectstatic --noinput \
    && mkdir -p .data/media && chown -R portal:portal .data
USER portal
EXPOSE 8000
CMD ["gunicorn", "--config", "python:portal.serving", "portal.wsgi"]
