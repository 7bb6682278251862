"""The same file of answers twice, and two people with it at once: each line is taken once, and the
second is told of each line what became of it."""

import re

import pytest

from accounts.models import Organization
from employers.actions.attesters import answering, answering_many
from employers.actions.attesters.attesting import stop
from employers.attesters.inbox_file import answers_in
from employers.models import AttestationRequest, AttestedClaim, RequestedClaim, Said
from portal.kernel.models import AuditRow
from tests.employers.attesting import attestations_issued, work_off
from tests.employers.test_attest_races import at_once
from tests.employers.test_attestations_inbox import ask, downloaded, office, upload

pytestmark = pytest.mark.django_db
assert office


def rows_for(page):
    """Line → what is said of it."""
    return {
        int(line): text
        for line, text in re.findall(r'<th scope="row">(\d+)</th><td>(.*?)</td>', page)
    }


def filled(office, said="confirmed"):
    return [row | {"said": said} for row in downloaded(office)]


def test_the_same_file_again_changes_nothing_and_says_so_of_each_line(office):
    ask(titles=("Welder", "Foreman"))
    ask(name="Bo Li")
    rows = filled(office)
    assert upload(office, rows).status_code == 302
    before = list(AttestedClaim.objects.order_by("pk").values())
    answered = AuditRow.objects.filter(deed="attestation_answered").count()
    again = upload(office, [row | {"said": "cannot_say"} for row in rows])
    assert again.status_code == 200
    page = again.content.decode()
    assert "3 lines were not taken" in page
    told = rows_for(page)
    assert list(told) == [2, 3, 4]
    for text in told.values():
        assert re.fullmatch(r"Answered already, on \d+ \w+ \d{4} by R: Confirmed\.", text), text
    assert list(AttestedClaim.objects.order_by("pk").values()) == before
    assert AuditRow.objects.filter(deed="attestation_answered").count() == answered
    dry = upload(office, rows, deed="check").content.decode()
    assert rows_for(dry) == told
    assert "Nothing in this file waits for an answer any more" in dry


def test_what_waits_is_taken_though_the_rest_was_answered(office):
    ask()
    first = filled(office)
    upload(office, first)
    ask(name="Bo Li")
    [second] = filled(office)
    page = upload(office, [*first, second]).content.decode()
    assert "Answered about 1 person" in page
    assert "1 line was not taken" in page
    told = rows_for(page)
    assert told[2].startswith("Answered already")
    assert told[3] == "Taken."
    assert AttestationRequest.objects.filter(state="answered").count() == 2


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("declined", "Declined already, on "),
        ("stopped", "No longer asked"),
        ("expired", "Its time is over."),
        ("paused", "Paused: whoever asks may not ask at the moment"),
    ],
)
def test_each_end_has_its_words(office, how, words):
    attestation = ask()
    rows = filled(office)
    if how == "declined":
        answering.decline(attestation=attestation)
    elif how == "stopped":
        stop(row=RequestedClaim.objects.get())
    elif how == "expired":
        AttestationRequest.objects.update(expires_at="2020-01-01T00:00:00Z")
    else:
        Organization.objects.filter(name="Harbor Hospital").update(vetting="suspended")
    assert rows_for(upload(office, rows).content.decode())[2].startswith(words)
    assert not AttestedClaim.objects.filter(said=Said.CONFIRMED).exists()


def checked(office, rows):
    lines, _errors = answers_in(
        ("id,said\n" + "".join(f"{row['id']},{row['said']}\n" for row in rows)).encode()
    )
    return answering_many.check(organization=office.organization, by=office.user, lines=lines)


def test_less_is_asked_than_when_the_file_was_checked(office):
    ask(titles=("Welder", "Foreman"))
    found = checked(office, filled(office))
    stop(row=RequestedClaim.objects.first())
    sent = answering_many.answer_all(checked=found, name="R", role="Registrar", by=office.user)
    assert not sent.taken
    assert [note.message for note in sent.not_taken] == [
        "No longer asked: the person or whoever asked has taken it back.",
        "What is asked about this person has changed. Download the questions again.",
    ]
    assert not AttestationRequest.objects.filter(state="answered").exists()


@pytest.mark.django_db(transaction=True)
def test_two_registrars_with_the_same_file_at_once(office):
    for number in range(12):
        ask(name=f"Person {number}", titles=("Welder", "Foreman")[: 1 + number % 2])
    rows = filled(office)
    files = [
        checked(office, rows),
        checked(office, [row | {"said": "cannot_say"} for row in rows[::-1]]),
        checked(office, rows),
    ]
    sent = []

    def send(name, file):
        result = answering_many.answer_all(checked=file, name=name, role="R", by=office.user)
        sent.append((name, result))

    named = zip("ABC", files, strict=True)
    raised = at_once(*(lambda name=name, file=file: send(name, file) for name, file in named))
    assert not raised
    assert sum(result.people for _name, result in sent) == 12
    assert AuditRow.objects.filter(deed="attestation_answered").count() == 12
    by_name = dict(AttestedClaim.objects.values_list("pk", "attestation__typed_name"))
    for (name, result), file in ((each, files["ABC".index(each[0])]) for each in sent):
        told = {note.line: note.message for note in (*result.taken, *result.not_taken)}
        assert sorted(told) == sorted(file.lines.values()), "every line is told of, once"
        assert len(result.taken) + len(result.not_taken) == len(rows)
        for claim, line in file.lines.items():
            if by_name[claim] == name:
                assert told[line] == "Taken."
            else:
                assert f"by {by_name[claim]}: " in told[line]
    work_off()
    confirmed = AttestedClaim.objects.filter(said=Said.CONFIRMED).count()
    assert len(attestations_issued()) == confirmed, "each was signed once"
