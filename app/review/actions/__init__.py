"""What staff does: answering entries and taking that back, observing, correcting, talking, signing off."""

from app.review.actions.agreeing import save_agreements
from app.review.actions.answering import answer_entry
from app.review.actions.correcting import correct_observation
from app.review.actions.naming import forget_name, name_entry
from app.review.actions.observing import NewObservation, observe_on_floor, record_observation
from app.review.actions.phrasing import (
    add_phrase,
    change_phrase,
    move_phrase,
    retire_phrase,
    start_with_default_phrases,
)
from app.review.actions.several import Marked, see_several, undo_several
from app.review.actions.signing import sign_off, withdraw_sign_off
from app.review.actions.talking import WHO_TALKS, record_talk
from app.review.actions.undoing import undo

__all__ = [
    "WHO_TALKS",
    "Marked",
    "NewObservation",
    "add_phrase",
    "answer_entry",
    "change_phrase",
    "correct_observation",
    "forget_name",
    "move_phrase",
    "name_entry",
    "observe_on_floor",
    "record_observation",
    "record_talk",
    "retire_phrase",
    "save_agreements",
    "see_several",
    "sign_off",
    "start_with_default_phrases",
    "undo",
    "undo_several",
    "withdraw_sign_off",
]
