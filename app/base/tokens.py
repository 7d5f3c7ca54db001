"""Random secrets for cookies, badges and links. The database keeps only their hashes."""

import base64
import hashlib
import hmac
import secrets

# Letters and digits that cannot be taken for one another: no 0 and O, no 1, I and L.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8


def new_token() -> str:
    """A secret of 192 bits, safe in an address."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """What is stored of a token. Plain SHA-256 will do: nobody guesses 192 bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def spaced(code: str) -> str:
    """The code in two groups, as it is printed."""
    half = CODE_LENGTH // 2
    return f"{code[:half]} {code[half:]}"


def hash_code(code: str, secret: str) -> str:
    """What is stored of a typed code: keyed, because 40 bits could be tried out against a stolen database.

    Case, spaces and dashes do not matter.
    """
    plain = "".join(character for character in code.upper() if character.isalnum())
    return hmac.new(secret.encode(), plain.encode(), hashlib.sha256).hexdigest()


def derived_token(secret: str, name: str) -> str:
    """The token of 192 bits that belongs to a name; without the secret nobody finds it."""
    return base64.urlsafe_b64encode(_derived(secret, name)[:24]).decode()


def derived_code(secret: str, name: str) -> str:
    """A code that can be typed from paper, about 40 bits, that belongs to a name; guard its use with limits."""
    return "".join(CODE_ALPHABET[byte % len(CODE_ALPHABET)] for byte in _derived(secret, name)[:CODE_LENGTH])


def _derived(secret: str, name: str) -> bytes:
    return hmac.new(secret.encode(), name.encode(), hashlib.sha256).digest()
