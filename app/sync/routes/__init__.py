"""HTTP for phones: idempotent writes. The page *sync* in the design says what each answer means to a phone."""

from app.sync.routes import handover, phone, plain, sealed
from app.sync.routes.blueprint import pages

__all__ = ["handover", "pages", "phone", "plain", "sealed"]
