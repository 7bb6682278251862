"""A TXT record below the domain. The resolvers are those of the machine, or DNS_RESOLVERS."""

from ipaddress import ip_address

import dns.exception
import dns.resolver
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.domain_proofs.method import Method, NotFound, Text
from accounts.models import DomainProof

LABEL = "_career-passport"
PREFIX = "career-passport="
MOST_RECORDS = 50


def record_name(proof: DomainProof) -> str:
    return f"{LABEL}.{proof.domain}"


def record_value(proof: DomainProof) -> str:
    return f"{PREFIX}{proof.token}"


def _check(proof: DomainProof) -> None:
    try:
        answer = _resolver().resolve(
            f"{record_name(proof)}.", "TXT", lifetime=settings.DNS_TIMEOUT_SECONDS, search=False
        )
    except dns.resolver.NXDOMAIN:
        raise NotFound("dns_no_such_name") from None
    except dns.resolver.NoAnswer:
        raise NotFound("dns_no_record") from None
    except dns.resolver.NoNameservers:
        raise NotFound("dns_server_failed") from None
    except dns.exception.Timeout:
        raise NotFound("dns_no_answer") from None
    except (dns.exception.DNSException, OSError):
        raise NotFound("dns_server_failed") from None
    wanted = record_value(proof).encode()
    if not any(b"".join(record.strings).strip() == wanted for record in [*answer][:MOST_RECORDS]):
        raise NotFound("dns_other_value")


def _resolver() -> dns.resolver.Resolver:
    """DNS_RESOLVERS names servers as address or address:port."""
    if not settings.DNS_RESOLVERS:
        return dns.resolver.Resolver()
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers = [_server(text) for text in settings.DNS_RESOLVERS]
    return resolver


def _server(text: str) -> dns.nameserver.Nameserver:
    try:
        return dns.nameserver.Do53Nameserver(str(ip_address(text)))
    except ValueError:
        host, _colon, port = text.rpartition(":")
        return dns.nameserver.Do53Nameserver(host.strip("[]"), int(port))


def _steps(proof: DomainProof) -> list[tuple[Text, str]]:
    return [
        (_("Name of the record"), record_name(proof)),
        (_("Type"), "TXT"),
        (_("Value"), record_value(proof)),
    ]


METHOD = Method(
    label=_("A DNS record"),
    explanation=_("Whoever manages your domain adds one TXT record. We look for it every week."),
    check=_check,
    steps=_steps,
    sentences={
        "dns_no_such_name": _(
            "The record is not there yet: the name servers of the domain know no such name. A new "
            "record can take some hours to be seen."
        ),
        "dns_no_record": _("The name exists, but has no TXT record. Check the type of the record."),
        "dns_other_value": _(
            "There is a TXT record, but with another value. Copy the value once more."
        ),
        "dns_server_failed": _(
            "The name servers of the domain answered with an error. That is for whoever manages "
            "the domain to mend."
        ),
        "dns_no_answer": _("The name servers of the domain did not answer in time."),
    },
)
