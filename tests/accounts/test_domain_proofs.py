"""Proving a domain: by a code, by a record at a real name server, by a file over https."""

import re
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions import domain_checks, domain_proofs
from accounts.domain_proofs import machine_methods, method_of
from accounts.domain_proofs.dns_txt import record_name, record_value
from accounts.domain_proofs.well_known import PATH, file_text
from accounts.models import DomainProof, Notification, ProofMethod, ProofState, Role
from portal.kernel.models import AuditRow, WorkRow
from portal.kernel.work.running import run_row
from tests.factories.accounts import DomainProofFactory, MembershipFactory
from tests.htmx import assert_swap_equals_reload
from tests.internet import answer, redirect

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return MembershipFactory(role=Role.OWNER)


def begin(owner, method, domain="acme.example", **more):
    return domain_proofs.begin(
        organization=owner.organization, domain=domain, method=method, by=owner.user, **more
    )


def look(proof):
    """As the worker does: the row that is waiting, from claim to finish."""
    domain_checks.check_now(proof=proof, by=proof.organization.memberships.first().user)
    run_row(WorkRow.objects.get(subject_id=proof.pk, state="queued").pk)
    proof.refresh_from_db()
    return proof


def test_every_way_says_what_to_do_and_every_problem_has_a_sentence():
    assert machine_methods() == ["dns_txt", "well_known"]
    for name in ProofMethod.values:
        method = method_of(name)
        assert method.label
        assert method.explanation
        assert all(str(sentence).endswith(".") for sentence in method.sentences.values())


# The DNS record


def test_a_record_proves_the_domain(owner, name_server):
    proof = begin(owner, "dns_txt")
    name_server.texts[record_name(proof)] = ["v=spf1 -all", record_value(proof)]
    look(proof)
    assert (proof.state, proof.reason) == (ProofState.PROVEN, "")
    assert owner.organization.proven_domains() == ["acme.example"]
    assert name_server.asked == ["_career-passport.acme.example"]
    assert AuditRow.objects.filter(deed="domain_proven", actor_kind="system").count() == 1
    assert Notification.objects.get(user=owner.user).kind == "domain_proven"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (lambda server, name: None, "dns_no_such_name"),
        (lambda server, name: server.texts.update({name: []}), "dns_no_record"),
        (lambda server, name: server.texts.update({name: ["other"]}), "dns_other_value"),
        (
            lambda server, name: server.texts.update({name: ["career-passport=" + "0" * 40]}),
            "dns_other_value",
        ),
        (lambda server, name: server.broken.add(name), "dns_server_failed"),
        (lambda server, name: server.silent.add(name), "dns_no_answer"),
    ],
)
def test_what_is_wrong_with_a_record_is_told_apart_and_tried_again(
    client, owner, name_server, told, code
):
    proof = begin(owner, "dns_txt")
    told(name_server, record_name(proof))
    before = timezone.now()
    look(proof)
    assert (proof.state, proof.reason, proof.failures) == (ProofState.WAITING, code, 1)
    assert before < proof.checked_at < proof.next_check_at < before + timedelta(hours=1)
    assert WorkRow.objects.get(subject_id=proof.pk).state == "done"
    client.force_login(owner.user)
    page = client.get(reverse("domain", args=[proof.pk])).content.decode()
    assert str(method_of("dns_txt").sentences[code]) in page
    assert owner.organization.proven_domains() == []


def test_the_token_of_another_organization_proves_nothing(owner, name_server):
    theirs = begin(MembershipFactory(role=Role.OWNER), "dns_txt")
    mine = begin(owner, "dns_txt")
    name_server.texts[record_name(mine)] = [record_value(theirs)]
    assert look(mine).state == ProofState.WAITING
    assert look(theirs).state == ProofState.PROVEN


def test_no_server_at_all_is_a_sentence_too(owner, settings):
    settings.DNS_RESOLVERS, settings.DNS_TIMEOUT_SECONDS = ["127.0.0.1:9"], 0.5
    assert look(begin(owner, "dns_txt")).reason in ("dns_no_answer", "dns_server_failed")


# The file


def file_of(internet, proof, reply):
    internet.replies[PATH] = reply
    return look(proof)


def test_a_file_proves_the_domain(owner, internet):
    proof = begin(owner, "well_known", "college.example")
    text = f"\ufeff# ours\r\n{file_text(proof)}\r\n".encode()
    file_of(internet, proof, answer(text, kind="text/plain"))
    assert (proof.state, proof.reason) == (ProofState.PROVEN, "")


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (answer(b"", status="404 Not Found"), "file_not_found"),
        (answer(b"", status="503 Service Unavailable"), "file_unreachable"),
        (answer(b"", status="403 Forbidden"), "file_bad_answer"),
        (answer(b"career-passport=" + b"0" * 40), "file_other_text"),
        (answer(b"x" * 30_000), "file_too_large"),
        (answer(b"\xff\xfe\x00"), "file_other_text"),
        (redirect("http://127.0.0.1/"), "file_bad_answer"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_apart(client, owner, internet, reply, code):
    proof = begin(owner, "well_known", "college.example")
    file_of(internet, proof, reply)
    assert (proof.state, proof.reason) == (ProofState.WAITING, code)
    client.force_login(owner.user)
    page = client.get(reverse("domain", args=[proof.pk])).content.decode()
    assert str(method_of("well_known").sentences[code]) in page


def test_what_another_domain_says_is_not_this_ones_word(owner, internet):
    proof = begin(owner, "well_known", "college.example")
    internet.replies["/elsewhere"] = answer(file_text(proof).encode())
    file_of(internet, proof, redirect("https://other.example/elsewhere"))
    assert (proof.state, proof.reason) == (ProofState.WAITING, "file_elsewhere")
    assert file_of(internet, proof, redirect("https://college.example/elsewhere")).state == "proven"


@pytest.mark.parametrize("domain", ["rebinding.example", "printer.example"])
def test_a_domain_that_leads_into_our_own_network_is_not_asked(owner, internet, domain):
    proof = begin(owner, "well_known", domain)
    internet.addresses[domain] = ["10.0.0.7"]
    assert look(proof).reason == "file_bad_answer"
    assert not internet.attempts
    assert not internet.requests


# The code


def code_in(message):
    return re.search(r"^(\d{8})$", message.body, re.MULTILINE).group(1)


def test_a_code_to_a_mailbox_of_the_domain_proves_it(
    client, owner, django_capture_on_commit_callbacks
):
    client.force_login(owner.user)
    data = {"domain": "Acme.Example", "method": "email", "mailbox": "postmaster"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("domains", args=[owner.organization_id]), data)
    assert mail.outbox[-1].to == ["postmaster@acme.example"]
    assert owner.organization.name in mail.outbox[-1].body
    proof = DomainProof.objects.get()
    page = reverse("domain", args=[proof.pk])
    client.post(page, {"code": "00000000"})
    proof.refresh_from_db()
    assert proof.state == ProofState.WAITING
    client.post(page, {"code": code_in(mail.outbox[-1])})
    proof.refresh_from_db()
    assert proof.state == ProofState.PROVEN
    assert proof.code_hash == ""


@pytest.mark.parametrize("mailbox", ["", "student", "admin@evil.example", "jo@x.example, admin"])
def test_no_other_mailbox_gets_a_code(client, owner, mailbox):
    client.force_login(owner.user)
    data = {"domain": "acme.example", "method": "email", "mailbox": mailbox}
    client.post(reverse("domains", args=[owner.organization_id]), data)
    assert not mail.outbox
    assert not DomainProof.objects.exists()


def test_a_code_has_five_tries_and_an_hour(owner, later, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        proof = begin(owner, "email", mailbox="admin")
    code = code_in(mail.outbox[-1])
    wrong = f"{(int(code) + 1) % 10**8:08}"
    for _try in range(domain_proofs.CODE_ATTEMPTS):
        with pytest.raises(domain_proofs.CodeWrong):
            domain_proofs.confirm_code(proof=proof, code=wrong, by=owner.user)
    with pytest.raises(domain_proofs.CodeExpired):
        domain_proofs.confirm_code(proof=proof, code=code, by=owner.user)
    with pytest.raises(domain_proofs.TooSoon):
        domain_proofs.send_code(proof=proof, mailbox="admin", by=owner.user)
    later(minutes=2)
    with django_capture_on_commit_callbacks(execute=True):
        domain_proofs.send_code(proof=proof, mailbox="webmaster", by=owner.user)
    assert mail.outbox[-1].to == ["webmaster@acme.example"]
    later(minutes=61)
    with pytest.raises(domain_proofs.CodeExpired):
        domain_proofs.confirm_code(proof=proof, code=code_in(mail.outbox[-1]), by=owner.user)


def test_a_mailbox_is_not_flooded_whoever_asks(client, owner):
    """Nor are codes guessed by one who registers many organizations for it."""
    for _organization in range(domain_proofs.MOST_CODES_A_DAY):
        begin(MembershipFactory(role=Role.OWNER), "email", mailbox="admin")
    with pytest.raises(domain_proofs.TooSoon):
        begin(MembershipFactory(role=Role.OWNER), "email", mailbox="admin")
    client.force_login(owner.user)
    data = {"domain": "acme.example", "method": "email", "mailbox": "admin"}
    page = client.post(reverse("domains", args=[owner.organization_id]), data)
    assert "many codes" in page.content.decode()
    assert not owner.organization.domain_proofs.exists()
    assert begin(owner, "email", domain="other.example", mailbox="admin")


def test_a_code_counts_for_a_year_and_the_owner_is_warned(owner, later):
    proof = DomainProofFactory(
        organization=owner.organization,
        domain="acme.example",
        method="email",
        next_check_at=timezone.now() + timedelta(days=335),
    )

    def beat():
        domain_checks.enqueue_due()
        for row in WorkRow.objects.filter(state="queued", kind=domain_proofs.CHECK_WORK):
            run_row(row.pk)
        proof.refresh_from_db()

    beat()
    assert not Notification.objects.exists()
    later(days=336)
    beat()
    assert Notification.objects.get().kind == "domain_proof_ages"
    assert proof.state == ProofState.PROVEN
    beat()
    assert Notification.objects.count() == 1
    later(days=30)
    beat()
    assert (proof.state, proof.reason) == (ProofState.LOST, "too_old")
    assert owner.organization.proven_domains() == []


# Whose a domain is


def test_a_domain_belongs_to_who_proves_it_first_unless_an_administrator_allows(
    owner, name_server, client
):
    DomainProofFactory(domain="acme.example")
    proof = begin(owner, "dns_txt")
    name_server.texts[record_name(proof)] = [record_value(proof)]
    assert (look(proof).state, proof.reason) == (ProofState.WAITING, "taken")
    client.force_login(owner.user)
    page = client.get(reverse("domain", args=[proof.pk])).content.decode()
    assert "Another organization has proven this domain" in page
    domain_proofs.allow_shared(proof=proof, by=MembershipFactory(user__is_staff=True).user)
    run_row(WorkRow.objects.get(subject_id=proof.pk, state="queued").pk)
    proof.refresh_from_db()
    assert proof.state == ProofState.PROVEN
    assert AuditRow.objects.filter(deed="domain_shared", actor_kind="administrator").exists()


def test_an_organization_adds_a_domain_once_and_again_after_giving_it_up(owner):
    proof = begin(owner, "dns_txt")
    with pytest.raises(domain_proofs.AddedAlready):
        begin(owner, "well_known")
    assert domain_proofs.end(proof=proof, by=owner.user)
    assert not domain_proofs.end(proof=proof, by=owner.user)
    assert begin(owner, "well_known").token != proof.token


def test_a_proof_that_ended_while_it_was_looked_for_stays_ended(owner, name_server):
    proof = begin(owner, "dns_txt")
    name_server.texts[record_name(proof)] = [record_value(proof)]
    effect = domain_checks.check(proof.pk)
    domain_proofs.end(proof=proof, by=owner.user)
    effect()
    proof.refresh_from_db()
    assert proof.state == ProofState.ENDED
    assert domain_checks.check(proof.pk) is None
    assert domain_checks.check(uuid4()) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_prove_a_domain_at_once_one_wins():
    owners = [MembershipFactory(role=Role.OWNER) for _each in range(2)]
    proofs = [begin(owner, "dns_txt") for owner in owners]
    start = threading.Barrier(2)
    results = []

    def settle(proof):
        try:
            start.wait()
            results.append(domain_proofs.settle(proof=proof, by=None))
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=settle, args=(proof,)) for proof in proofs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False, True]
    assert DomainProof.objects.proven().count() == 1


# Every week


def test_a_proven_domain_is_looked_at_weekly_and_lost_after_four_days(owner, name_server, later):
    proof = begin(owner, "dns_txt")
    name = record_name(proof)
    name_server.texts[name] = [record_value(proof)]
    look(proof)
    assert domain_checks.enqueue_due() == 0
    later(days=7, minutes=1)
    name_server.broken.add(name)
    for failures in range(1, domain_checks.LOST_AFTER):
        assert domain_checks.enqueue_due() == 1
        run_row(WorkRow.objects.get(state="queued", subject_id=proof.pk).pk)
        proof.refresh_from_db()
        assert (proof.state, proof.failures) == (ProofState.PROVEN, failures)
        later(days=1, minutes=1)
    look(proof)
    assert (proof.state, proof.reason) == (ProofState.LOST, "dns_server_failed")
    assert owner.organization.proven_domains() == []
    assert "domain_lost" in Notification.objects.values_list("kind", flat=True)
    assert AuditRow.objects.filter(deed="domain_lost").count() == 1
    name_server.broken.clear()
    later(days=1, minutes=1)
    assert domain_checks.enqueue_due() == 1
    assert (look(proof).state, proof.failures, proof.reason) == (ProofState.PROVEN, 0, "")


def test_one_good_check_forgets_the_failed_ones(owner, name_server):
    proof = begin(owner, "dns_txt")
    name = record_name(proof)
    name_server.texts[name] = [record_value(proof)]
    proven_at = look(proof).proven_at
    del name_server.texts[name]
    assert look(proof).failures == 1
    name_server.texts[name] = [record_value(proof)]
    assert (look(proof).failures, proof.reason) == (0, "")
    assert proof.proven_at == proven_at


# The pages


@pytest.mark.parametrize("domain", ["gmail.com", "example", "co.uk", "https://a.example", "<b>.x"])
def test_the_form_refuses_what_nobody_can_prove(client, owner, domain):
    client.force_login(owner.user)
    page = client.post(
        reverse("domains", args=[owner.organization_id]), {"domain": domain, "method": "dns_txt"}
    )
    assert page.status_code == 200
    assert not DomainProof.objects.exists()


@pytest.mark.parametrize("role", [Role.RECRUITER, Role.VIEWER])
def test_only_owners_prove_domains(client, owner, role):
    proof = begin(owner, "dns_txt")
    client.force_login(MembershipFactory(organization=owner.organization, role=role).user)
    data = {"domain": "b.example", "method": "dns_txt"}
    assert client.post(reverse("domains", args=[owner.organization_id]), data).status_code == 403
    for name in ("domain", "domain_check", "domain_code", "domain_end"):
        url = reverse(name, args=[proof.pk])
        assert client.post(url, {"mailbox": "admin", "code": "1"}).status_code == 403
    assert DomainProof.objects.count() == 1


def test_the_page_follows_the_check_and_then_stops(client, owner, name_server):
    proof = begin(owner, "dns_txt")
    client.force_login(owner.user)
    url = reverse("domain", args=[proof.pk])
    swap = assert_swap_equals_reload(client, url, fragment_id="domain-state")
    assert "hx-trigger" in swap.content.decode()
    look(proof)
    swap = assert_swap_equals_reload(client, url, fragment_id="domain-state")
    assert "hx-trigger" not in swap.content.decode()


def test_the_list_costs_the_same_for_many(client, owner):
    client.force_login(owner.user)
    url = reverse("domains", args=[owner.organization_id])

    def queries():
        with CaptureQueriesContext(connection) as counted:
            assert client.get(url).status_code == 200
        return len(counted)

    client.get(url)
    few = queries()
    for number in range(15):
        DomainProofFactory(organization=owner.organization, domain=f"a{number}.example")
    assert queries() == few


def test_too_many_domains_are_refused(owner):
    for number in range(domain_proofs.MOST_DOMAINS):
        DomainProofFactory(organization=owner.organization, domain=f"a{number}.example")
    with pytest.raises(domain_proofs.TooManyDomains):
        begin(owner, "dns_txt", "one-more.example")
