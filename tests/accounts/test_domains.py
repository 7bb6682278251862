"""Which domains an organization can prove, and which addresses are at one."""

import pytest
from django.db import IntegrityError

from accounts.domains import (
    BadDomain,
    belongs_to,
    domain_of,
    is_free_mail,
    provable_domain,
    proven_domain_of,
)
from accounts.models import ProofState
from tests.factories.accounts import DomainProofFactory, OrganizationFactory


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("Acme.Example", "acme.example"),
        (" acme.example. ", "acme.example"),
        ("mail.acme.example", "mail.acme.example"),
        ("bücher.example", "xn--bcher-kva.example"),
    ],
)
def test_a_domain_is_brought_into_one_form(typed, domain):
    assert provable_domain(typed) == domain


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "not_a_domain"),
        ("example", "public_suffix"),
        ("edu", "public_suffix"),
        ("localhost", "public_suffix"),
        ("co.uk", "public_suffix"),
        ("k12.ca.us", "public_suffix"),
        ("gmail.com", "free_mail"),
        ("GMail.com.", "free_mail"),
        ("192.168.0.1", "not_a_domain"),
        ("acme..example", "not_a_domain"),
        ("-acme.example", "not_a_domain"),
        ("acme.example/path", "not_a_domain"),
        ("https://acme.example", "not_a_domain"),
        ("acme.example:8443", "not_a_domain"),
        ("jo@acme.example", "not_a_domain"),
        ("ac me.example", "not_a_domain"),
        ("acme\x00.example", "not_a_domain"),
        ("a" * 64 + ".example", "not_a_domain"),
        (".".join(["a" * 60] * 5) + ".example", "not_a_domain"),
        ("..", "not_a_domain"),
    ],
)
def test_what_nobody_can_prove(typed, code):
    with pytest.raises(BadDomain) as refused:
        provable_domain(typed)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("address", "domain"),
    [
        ("Jo@Acme.Example", "acme.example"),
        ("acme.example", ""),
        ("@acme.example", ""),
        ("jo@", ""),
        ('"a@gmail.com"@acme.example', "acme.example"),
        ("jo@acme.example@gmail.com", "gmail.com"),
    ],
)
def test_the_domain_of_an_address(address, domain):
    assert domain_of(address) == domain


def test_free_mail():
    assert is_free_mail("somebody@GMail.com")
    assert is_free_mail("somebody@mailinator.com")
    assert not is_free_mail("registrar@college.example")
    assert not is_free_mail("nonsense")


@pytest.mark.django_db
def test_only_a_proven_domain_counts_and_only_exactly():
    proof = DomainProofFactory(domain="acme.example")
    for state in (ProofState.WAITING, ProofState.LOST, ProofState.ENDED):
        DomainProofFactory(domain=f"{state}.example", state=state)
        assert proven_domain_of(f"jo@{state}.example") is None
    assert proven_domain_of("Jo@ACME.example") == proof.organization
    assert proven_domain_of("jo@mail.acme.example") is None
    assert proven_domain_of("jo@notacme.example") is None
    assert proven_domain_of("acme.example") is None
    assert proof.organization.proven_domains() == ["acme.example"]
    assert belongs_to("jo@acme.example", proof.organization)
    assert not belongs_to("jo@acme.example", OrganizationFactory())


@pytest.mark.django_db
def test_the_database_keeps_a_domain_to_one_organization_unless_allowed():
    first = DomainProofFactory(domain="acme.example")
    DomainProofFactory(domain="acme.example", is_shared=True)
    assert proven_domain_of("jo@acme.example") == first.organization
    with pytest.raises(IntegrityError):
        DomainProofFactory(domain="acme.example")
