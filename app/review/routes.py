"""HTTP for review."""

from flask import Blueprint

pages = Blueprint("review", __name__)
