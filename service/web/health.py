"""Alive, and ready: for the operator and the load balancer."""

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from service.store import schema
from service.web.context import current


def blueprint() -> Blueprint:
    """`/healthz` and `/readyz`."""
    health = Blueprint("health", __name__)
    health.get("/healthz")(healthz)
    health.get("/readyz")(readyz)
    return health


def healthz() -> Response:
    """The process answers."""
    return _fresh(jsonify(status="ok"))


def readyz() -> Response:
    """Database, migrations and policy are in order; 503 names what is not."""
    checks = {"database": "ok", "migrations": "ok", "policy": current().engine.policy.version}
    try:
        revision = schema.revision_of(current().database)
        if revision != schema.newest():
            checks["migrations"] = f"at {revision or 'nothing'}, wants {schema.newest()}"
    except SQLAlchemyError as error:
        checks["database"] = checks["migrations"] = type(error).__name__
    ready = checks["database"] == checks["migrations"] == "ok"
    response = jsonify(status="ok" if ready else "not ready", checks=checks)
    response.status_code = 200 if ready else 503
    return _fresh(response)


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
