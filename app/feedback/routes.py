"""HTTP for feedback."""

from flask import Blueprint

pages = Blueprint("feedback", __name__)
