"""The one blueprint of all pages of reviewing."""

from flask import Blueprint

pages = Blueprint("review", __name__)
