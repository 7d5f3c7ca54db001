"""What a computer shows phones to be trusted: kept, renewed in time, and good for local networks alone."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509

from app.base import clock
from app.lan.papers import NotLocal, Papers, papers

NOW = clock.now()
HOST = "192.168.1.20"


def server(made: Papers) -> x509.Certificate:
    """The certificate that the server shows."""
    return x509.load_pem_x509_certificate(made.certificate.read_bytes())


def names(made: Papers) -> list[str]:
    """For which addresses it is."""
    found = server(made).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return [str(name.value) for name in found]


def test_a_second_start_changes_nothing(tmp_path: Path) -> None:
    first = papers(tmp_path, HOST, NOW)
    old = server(first)
    again = papers(tmp_path, HOST, NOW + timedelta(days=20))
    assert again.authority == first.authority
    assert server(again) == old


def test_keys_are_their_owners_alone(tmp_path: Path) -> None:
    papers(tmp_path / "phone", HOST, NOW)
    keys = list((tmp_path / "phone").glob("*.key"))
    assert len(keys) == 2
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}
    assert stat.S_IMODE((tmp_path / "phone").stat().st_mode) == 0o700


def test_a_new_address_gets_a_certificate_of_the_same_authority(tmp_path: Path) -> None:
    first, moved = papers(tmp_path, HOST, NOW), papers(tmp_path, "10.0.0.3", NOW)
    assert moved.authority == first.authority, "phones would have to trust anew"
    assert names(moved) == ["10.0.0.3"]
    assert names(papers(tmp_path, "laptop.local", NOW)) == ["laptop.local"]


def test_what_ends_is_renewed_before_it_does(tmp_path: Path) -> None:
    first = papers(tmp_path, HOST, NOW)
    old = server(first)
    later = papers(tmp_path, HOST, old.not_valid_after_utc - timedelta(days=6))
    assert server(later) != old
    assert later.authority == first.authority
    much_later = papers(tmp_path, HOST, first.authority.not_valid_after_utc - timedelta(days=6))
    assert much_later.authority != first.authority
    server(much_later).verify_directly_issued_by(much_later.authority)


def test_half_written_or_mixed_up_files_are_made_anew(tmp_path: Path) -> None:
    first = papers(tmp_path, HOST, NOW)
    old = server(first)
    first.key.write_bytes((tmp_path / "authority.key").read_bytes())
    assert server(papers(tmp_path, HOST, NOW)) != old
    (tmp_path / "authority.crt").write_bytes(b"-----BEGIN")
    afresh = papers(tmp_path, HOST, NOW)
    assert afresh.authority != first.authority
    server(afresh).verify_directly_issued_by(afresh.authority)


@pytest.mark.parametrize("host", ["8.8.8.8", "werkbrug.nl", "2001:db8::1"])
def test_nothing_but_a_local_network(tmp_path: Path, host: str) -> None:
    with pytest.raises(NotLocal):
        papers(tmp_path, host, NOW)
    allowed = papers(tmp_path, HOST, NOW).authority.extensions.get_extension_for_class(x509.NameConstraints)
    assert allowed.critical
    assert any(isinstance(name, x509.DNSName) for name in allowed.value.permitted_subtrees or [])
