# Two stages: the first builds a virtual environment, the second has that and Python, and neither compiler nor sources.
# tests/architecture/test_dockerfile.py does the same steps without a container engine.

FROM python:3.13-slim-bookworm AS build
WORKDIR /src
ENV PATH=/opt/nazer/bin:$PATH
RUN python -m venv /opt/nazer
# What others wrote changes seldom and stays in a layer of its own.
COPY requirements-build.txt requirements.txt ./
RUN pip install --require-hashes -r requirements-build.txt
RUN pip install --require-hashes --no-build-isolation -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY rules ./rules
COPY service ./service
RUN pip install --no-index --no-deps --no-build-isolation .

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data nazer && install --directory --owner nazer /data
COPY --from=build /opt/nazer /opt/nazer
ENV PATH=/opt/nazer/bin:$PATH
ENV PYTHONUNBUFFERED=1
# One container needs no database server; set DATABASE_URL to PostgreSQL to run several.
ENV DATABASE_URL=sqlite:////data/nazer.db
USER nazer
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
# NAZER_SECRET_KEY has no default: without it this says so and stops.
CMD ["sh", "-c", "nazer migrate && exec nazer serve --host 0.0.0.0 --port 8000"]
