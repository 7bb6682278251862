"""Secrets at rest."""

import pytest

from portal.kernel import sealing

OURS = {"purpose": "tests 1", "belongs_to": "row 1"}


def test_what_is_sealed_opens_for_the_same_row_and_purpose_only():
    content, name = sealing.seal(b"secret", **OURS)
    assert b"secret" not in content
    assert sealing.unseal(content, name, **OURS) == b"secret"
    assert sealing.seal(b"secret", **OURS).content != content
    for other in (OURS | {"belongs_to": "row 2"}, OURS | {"purpose": "tests 2"}):
        with pytest.raises(sealing.CannotOpen):
            sealing.unseal(content, name, **other)
    tampered = content[:-1] + bytes([content[-1] ^ 1])
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(tampered, name, **OURS)


def test_an_old_secret_opens_what_it_sealed_while_it_is_named(settings):
    settings.ISSUING_KEY_SECRET = "old" * 20
    content, name = sealing.seal(b"secret", **OURS)
    settings.ISSUING_KEY_SECRET = "new" * 20
    assert not sealing.is_current(name, purpose=OURS["purpose"])
    with pytest.raises(sealing.CannotOpen):
        sealing.unseal(content, name, **OURS)
    settings.ISSUING_KEY_OLD_SECRETS = ["old" * 20]
    assert sealing.unseal(content, name, **OURS) == b"secret"
