"""What staff does: answering entries and taking that back, observing, correcting, talking, signing off."""

from app.review.actions.agreeing import save_agreements
from app.review.actions.answering import answer_entry
from app.review.actions.correcting import correct_observation
from app.review.actions.observing import NewObservation, observe_on_floor, record_observation
from app.review.actions.signing import sign_off, withdraw_sign_off
from app.review.actions.talking import WHO_TALKS, record_talk
from app.review.actions.undoing import undo

__all__ = [
    "WHO_TALKS",
    "NewObservation",
    "answer_entry",
    "correct_observation",
    "observe_on_floor",
    "record_observation",
    "record_talk",
    "save_agreements",
    "sign_off",
    "undo",
    "withdraw_sign_off",
]
