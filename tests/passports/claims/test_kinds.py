"""Every kind: its form, its schema, and what it reads from credentials."""

import dataclasses

import pytest
from django.forms import MultiValueField

from passports.claims import KINDS
from passports.claims.details import checked
from passports.claims.mapping import propose
from passports.claims.matching import same_text
from passports.models import ClaimKind
from passports.standards.types import Achievement, Summary

REQUIRED = {
    "education": {"title": "BA"},
    "employment": {"title": "Welder", "organization_name": "Acme"},
    "certification": {"title": "Forklift"},
    "license": {"title": "Registered nurse"},
    "skill": {"title": "Welding"},
    "language": {"title": "Spanish", "level": "c1"},
    "volunteering": {"title": "Driver"},
    "military_service": {"title": "Medic"},
}


def form(kind, **data):
    return KINDS[kind].form(REQUIRED[kind] | data)


class TestEveryKind:
    def test_there_is_one_for_each(self):
        assert set(KINDS) == set(ClaimKind.values)

    @pytest.mark.parametrize("kind", KINDS)
    def test_the_least_is_enough_and_comes_back(self, kind):
        filled = form(kind)
        assert filled.is_valid(), filled.errors
        values = filled.values()
        values["details"] = checked(KINDS[kind].schema, values["details"])
        initial = KINDS[kind].form.initial_from(values)
        again = KINDS[kind].form(initial=initial)
        assert again["title"].value() == REQUIRED[kind]["title"]

    @pytest.mark.parametrize("kind", KINDS)
    def test_fields_labels_and_schema_agree(self, kind):
        schema = {field.name for field in dataclasses.fields(KINDS[kind].schema)}
        assert schema == set(KINDS[kind].form.detail_fields) == set(KINDS[kind].labels)
        assert schema <= set(KINDS[kind].form({}).fields)
        assert set(KINDS[kind].compared) <= schema

    @pytest.mark.parametrize("kind", KINDS)
    def test_extra_fields_of_a_post_are_ignored(self, kind):
        filled = form(kind, assurance="issuer_verified", holder="x", surprise="y")
        assert filled.is_valid()
        assert "assurance" not in str(filled.values())


class TestDates:
    @pytest.mark.parametrize(
        ("year", "month", "day", "precision"),
        [("2019", "", "", "year"), ("2019", "4", "", "month"), ("2020", "2", "29", "day")],
    )
    def test_as_people_remember_them(self, year, month, day, precision):
        filled = form("education", start_year=year, start_month=month, start_day=day)
        assert filled.is_valid(), filled.errors
        assert filled.values()["start_precision"] == precision

    @pytest.mark.parametrize(
        ("parts", "sentence"),
        [
            (("", "4", ""), "Enter the year, too"),
            (("2019", "", "4"), "Choose the month, too"),
            (("2019", "2", "30"), "There is no such day"),
            (("19", "", ""), "four digits"),
            (("abcd", "", ""), "four digits"),
            (("2999", "", ""), "four digits"),
            (("9" * 400, "", ""), "four digits"),
        ],
    )
    def test_refused(self, parts, sentence):
        names = ("start_year", "start_month", "start_day")
        filled = form("education", **dict(zip(names, parts, strict=True)))
        assert not filled.is_valid()
        assert sentence in str(filled.errors["start"])

    def test_end_before_start(self):
        filled = form("education", start_year="2020", end_year="2019")
        assert "before the start" in str(filled.errors["end"])

    def test_the_end_may_be_less_exact_than_the_start(self):
        assert form("education", start_year="2020", start_month="6", end_year="2020").is_valid()

    def test_future(self):
        assert "start" in form("employment", start_year="2199").errors
        assert "end" in form("employment", end_year="2199").errors
        assert form("education", end_year="2199").is_valid()
        assert form("license", end_year="2199").is_valid()

    def test_every_date_is_such_a_field(self):
        for kind in KINDS.values():
            for name in {"start", "end"} & set(kind.form({}).fields):
                assert isinstance(kind.form({}).fields[name], MultiValueField)


def badge(achievement_type, name="TIG Welding", **subject):
    achievement = {"type": ["Achievement"], "name": name, "achievementType": achievement_type}
    return {
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": "did:example:1", "name": "Trade School"},
        "validFrom": "2021-05-20T00:00:00Z",
        "validUntil": "2026-05-20T00:00:00Z",
        "credentialSubject": {"achievement": achievement, **subject},
    }


class TestReadingCredentials:
    @pytest.mark.parametrize(
        ("achievement_type", "kind"),
        [
            ("BachelorDegree", "education"),
            ("Degree", "education"),
            ("Diploma", "education"),
            ("Certificate", "certification"),
            ("Badge", "certification"),
            ("Course", "certification"),
            ("ext:Whatever", "certification"),
            ("License", "license"),
            ("Competency", "skill"),
            ("ext:Skill", "skill"),
            ("CommunityService", "volunteering"),
        ],
    )
    def test_open_badges(self, achievement_type, kind):
        proposed = propose({}, badge(achievement_type))
        assert proposed.kind == kind
        assert proposed.values["title"] == "TIG Welding"
        assert proposed.values["organization_name"] == "Trade School"

    def test_what_is_proposed_fits_the_form(self):
        for achievement_type in ("BachelorDegree", "License", "Competency", "Badge"):
            kind, values = propose({}, badge(achievement_type))
            initial = KINDS[kind].form.initial_from(values)
            assert initial["title"]

    def test_a_degree_of_the_data_model(self):
        data = {
            "type": ["VerifiableCredential", "UniversityDegreeCredential"],
            "issuer": {"name": "State University"},
            "issuanceDate": "2010-01-01T19:23:24Z",
            "credentialSubject": {
                "degree": {"type": "BachelorDegree", "name": "Bachelor of Science and Arts"}
            },
        }
        kind, values = propose({}, data)
        assert kind == "education"
        assert values["title"] == "Bachelor of Science and Arts"
        assert values["details"] == {"level": "bachelor"}
        assert (values["end"], values["end_precision"]) == ("2010-01-01", "year")

    def test_an_employment(self):
        data = {
            "type": ["VerifiableCredential", "EmploymentCredential"],
            "issuer": "did:example:1",
            "credentialSubject": {
                "jobTitle": "Welder",
                "employer": {"name": "Acme"},
                "startDate": "2019-03-01",
            },
        }
        kind, values = propose({}, data)
        assert kind == "employment"
        assert (values["title"], values["organization_name"]) == ("Welder", "Acme")
        assert values["start"] == "2019-03-01"

    def test_a_summary_as_it_is_read(self):
        summary = Summary(issuer_name="School", achievement=Achievement("Thing", "Badge"))
        assert propose(summary, {}).values["title"] == "Thing"

    @pytest.mark.parametrize(
        "types",
        ["BitstringStatusListCredential", "EndorsementCredential", "VerifiablePresentation"],
    )
    def test_what_is_about_no_person_is_not_proposed(self, types):
        assert propose({"name": "A name"}, {"type": ["VerifiableCredential", types]}) is None

    def test_a_type_is_no_title(self):
        data = {"type": ["VerifiableCredential", "BlockcertsCredential"]}
        assert propose({"name": "BlockcertsCredential"}, data) is None

    def test_the_year_9999_is_never(self):
        kind, values = propose({}, badge("License") | {"validUntil": "9999-12-31T00:00:00Z"})
        assert kind == "license"
        assert "end" not in values

    def test_without_a_name_nothing_is_proposed(self):
        assert propose({}, {"type": ["VerifiableCredential"], "credentialSubject": {}}) is None

    @pytest.mark.parametrize(
        "data",
        [
            {"credentialSubject": "text"},
            {"credentialSubject": [1, None]},
            {"credentialSubject": {"achievement": [[]]}, "issuer": 3, "type": {"a": 1}},
            {"name": {"en": ["x"]}, "validFrom": 12, "type": [None, 4]},
            {"name": "x" * 10_000, "validFrom": "2021-99-99", "validUntil": "never"},
        ],
    )
    def test_hostile_shapes_are_no_error(self, data):
        proposed = propose({}, data)
        assert proposed is None or len(proposed.values["title"]) <= 300


class TestMatching:
    @pytest.mark.parametrize(
        ("claimed", "stated"),
        [
            ("B.S. Nursing", "Bachelor of Science in Nursing"),
            ("Bachelor of Science", "Bachelor of Science in Nursing"),
            ("Nursing", "Nursing certificate"),
            ("Certified Nursing Assistant", "CNA"),
            ("Diplôme d'infirmière", "DIPLOME D'INFIRMIERE"),
            ("Electrial engineering", "Electrical Engineering"),
            ("看護師", "看護師"),
        ],
    )
    def test_the_same_or_less(self, claimed, stated):
        assert same_text(claimed, stated)

    @pytest.mark.parametrize(
        ("claimed", "stated"),
        [
            ("PhD Computer Science", "Computer Science Course"),
            ("Manager", "Assistant Manager"),
            ("Registered Nurse", "Nurse"),
            ("Welding Level 3", "Welding Level 2"),
            ("Graduate diploma", "Undergraduate diploma"),
            ("Master", "Master class in baking bread at home"),
            ("Nursing", ""),
            ("!!!", "???"),
        ],
    )
    def test_more_or_other(self, claimed, stated):
        assert not same_text(claimed, stated)

    def test_organizations_either_way(self):
        assert same_text("CSU", "California State University", either_way=True)
        assert same_text("Acme Inc.", "Acme", either_way=True)
        assert not same_text("Harvard University", "Stanford University", either_way=True)
        assert not same_text("Stanford", "Stanford Tattoo Art School", either_way=True)
