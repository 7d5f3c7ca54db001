"""The blueprint that the files of this folder share."""

from flask import Blueprint

pages = Blueprint("sync", __name__)
