"""HTTP for demo."""

from flask import Blueprint

pages = Blueprint("demo", __name__)
