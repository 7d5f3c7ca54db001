"""A certificate authority of this computer alone, and the certificate with which it serves the app.

Whoever tries the app on a phone has to trust the authority there. So it cannot vouch for anything but addresses of
local networks (name constraints), and it ends after a year.
"""

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NETWORKS = tuple(
    map(
        ip_network,
        ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "fc00::/7"),
    )
)
NAMES = "local"
"""The only names that a local network has for its computers end in this."""
AUTHORITY_LASTS, SERVER_LASTS = timedelta(days=365), timedelta(days=90)
RENEWED_BEFORE = timedelta(days=7)
CLOCKS_DIFFER = timedelta(days=1)
ONE_HOST = {4: 32, 6: 128}


class NotLocal(ValueError):
    """The address is not one of a local network."""


@dataclass(frozen=True, slots=True)
class Papers:
    """The files that a server needs, and the authority's certificate as phones take it (DER)."""

    certificate: Path
    key: Path
    authority: x509.Certificate

    @property
    def for_phones(self) -> bytes:
        """What is downloaded to a phone."""
        return self.authority.public_bytes(Encoding.DER)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of it, as phones show it: in pairs."""
        return self.authority.fingerprint(hashes.SHA256()).hex(" ").upper()


@dataclass(frozen=True, slots=True)
class _Identity:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def papers(folder: Path, host: str, now: datetime) -> Papers:
    """What is kept in ``folder``, where it fits ``host`` and lasts long enough still; the rest is made anew.

    Raises NotLocal.
    """
    if not _is_local(host):
        raise NotLocal(host)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    authority = _kept(folder, "authority")
    if authority is None or _ends_soon(authority, now):
        authority = _new_authority(now)
        _keep(folder, "authority", authority)
    server = _kept(folder, "server")
    if server is None or _ends_soon(server, now) or not _fits(server.certificate, host, authority.certificate):
        server = _new_server(host, authority, now)
        _keep(folder, "server", server)
    return Papers(folder / "server.crt", folder / "server.key", authority.certificate)


def _is_local(host: str) -> bool:
    try:
        return any(ip_address(host) in network for network in NETWORKS)
    except ValueError:
        return host.endswith(f".{NAMES}")


def _general_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)


def _ends_soon(identity: _Identity, now: datetime) -> bool:
    return identity.certificate.not_valid_after_utc < now + RENEWED_BEFORE


def _fits(certificate: x509.Certificate, host: str, authority: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(authority)
    except (InvalidSignature, ValueError):
        return False
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return _general_name(host) in names


# ---------------------------------------------------------------- making


def _name(name: str) -> x509.Name:
    parts = ((NameOID.ORGANIZATION_NAME, "Werkbrug"), (NameOID.COMMON_NAME, name))
    return x509.Name([x509.NameAttribute(*part) for part in parts])


def _builder(
    key: ec.EllipticCurvePrivateKey, subject: x509.Name, now: datetime, lasts: timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCKS_DIFFER)
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _new_authority(now: datetime) -> _Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Werkbrug op deze computer ({now:%Y-%m-%d})")
    allowed = [*map(x509.IPAddress, NETWORKS), x509.DNSName(NAMES)]
    certificate = (
        _builder(key, name, now, AUTHORITY_LASTS)
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.NameConstraints(permitted_subtrees=allowed, excluded_subtrees=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return _Identity(certificate, key)


def _new_server(host: str, authority: _Identity, now: datetime) -> _Identity:
    key = ec.generate_private_key(ec.SECP256R1())
    issuer = authority.certificate
    issuer_id = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    certificate = (
        # A name that looks like an address would be held against the constraints on names.
        _builder(key, _name("Werkbrug (deze computer)"), now, min(SERVER_LASTS, issuer.not_valid_after_utc - now))
        .issuer_name(issuer.subject)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(issuer_id), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general_name(host)]), critical=False)
        .sign(authority.key, hashes.SHA256())
    )
    return _Identity(certificate, key)


# ---------------------------------------------------------------- keeping


def _kept(folder: Path, name: str) -> _Identity | None:
    try:
        certificate = x509.load_pem_x509_certificate((folder / f"{name}.crt").read_bytes())
        key = load_pem_private_key((folder / f"{name}.key").read_bytes(), None)
    except (OSError, ValueError):
        return None
    matches = isinstance(key, ec.EllipticCurvePrivateKey) and key.public_key() == certificate.public_key()
    return _Identity(certificate, key) if matches else None  # type: ignore[arg-type]


def _keep(folder: Path, name: str, made: _Identity) -> None:
    key = made.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    for suffix, content in (("key", key), ("crt", made.certificate.public_bytes(Encoding.PEM))):
        fresh = folder / f"{name}.{suffix}.new"
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        fresh.replace(folder / f"{name}.{suffix}")
