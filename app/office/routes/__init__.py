"""*Regelen* for coordinators and admins: people, companies and placements."""

from app.office.routes import companies, people, placements, profiles, staff, students
from app.office.routes.pages import pages

__all__ = ["companies", "pages", "people", "placements", "profiles", "staff", "students"]
