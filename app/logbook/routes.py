"""HTTP for logbook."""

from flask import Blueprint

pages = Blueprint("logbook", __name__)
