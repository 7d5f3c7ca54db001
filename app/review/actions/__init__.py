"""What staff does: answering entries and taking that back, observing, signing off."""

from app.review.actions.answering import answer_entry
from app.review.actions.observing import NewObservation, observe_on_floor, record_observation
from app.review.actions.signing import sign_off, withdraw_sign_off
from app.review.actions.undoing import undo

__all__ = [
    "NewObservation",
    "answer_entry",
    "observe_on_floor",
    "record_observation",
    "sign_off",
    "undo",
    "withdraw_sign_off",
]
