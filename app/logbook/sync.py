"""HTTP for phones: idempotent writes."""

from flask import Blueprint

pages = Blueprint("sync", __name__, url_prefix="/api")
