"""The term base goes out and comes in: SKOS and CSV, with what cannot be taken and why."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search.models import Collection, Concept, Term
from search.terms import exchange
from tests.search.documents import concepts

SKOS = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">
  <skos:Concept rdf:about="http://example.org/thes/Family_Reunion">
    <skos:prefLabel xml:lang="en">family reunion</skos:prefLabel>
    <skos:prefLabel xml:lang="fi">perheenyhdistäminen</skos:prefLabel>
    <skos:prefLabel xml:lang="de">Familienzusammenführung</skos:prefLabel>
    <skos:altLabel xml:lang="en-GB">family reunification</skos:altLabel>
    <skos:definition xml:lang="en">Family members come to live together.</skos:definition>
    <skos:related rdf:resource="http://example.org/thes/visa"/>
    <skos:inScheme rdf:resource="http://example.org/thes"/>
  </skos:Concept>
  <rdf:Description rdf:about="http://example.org/thes/visa">
    <rdf:type rdf:resource="http://www.w3.org/2004/02/skos/core#Concept"/>
    <skos:prefLabel xml:lang="lv">vīza</skos:prefLabel>
    <skos:narrower rdf:resource="http://example.org/thes/Family_Reunion"/>
  </rdf:Description>
  <skos:Concept rdf:about="http://example.org/thes/empty">
    <skos:prefLabel xml:lang="fr">rien</skos:prefLabel>
  </skos:Concept>
</rdf:RDF>"""


@pytest.fixture
def skos(tmp_path: Path) -> Path:
    path = tmp_path / "thes.rdf"
    path.write_text(SKOS, encoding="utf-8")
    return path


@pytest.mark.django_db
def test_skos_comes_in_with_both_sides_of_related_and_says_what_was_left(skos: Path, capsys: Any) -> None:
    call_command("import_terms", skos, "--format", "skos", "--json")
    told = json.loads(capsys.readouterr().out)
    concept = Concept.objects.get(key="family_reunion")

    assert told["imported"] == 2
    assert told["terms"] == {"lv": 1, "en": 2, "fi": 1}
    assert [row["item"] for row in told["skipped"]] == ["empty"]
    assert concept.scheme == "thes"
    assert {str(term) for term in concept.terms.all()} == {
        "family reunion (en)", "family reunification (en)", "perheenyhdistäminen (fi)",
    }  # fmt: skip
    assert all(term.lemmas for term in concept.terms.all())
    assert [other.key for other in concept.broader.all()] == ["visa"]
    assert [other.key for other in Concept.objects.get(key="visa").related.all()] == ["family_reunion"]


@pytest.mark.django_db
def test_a_dry_run_changes_nothing_and_an_import_is_effective_at_once(skos: Path) -> None:
    call_command("import_terms", skos, "--format", "skos", "--dry-run")
    assert not Concept.objects.exists()
    assert not Collection.objects.filter(name="terms").exists()

    call_command("import_terms", skos, "--format", "skos")
    assert Collection.objects.get(name="terms").version > 0


@pytest.mark.django_db
def test_a_concept_of_another_scheme_keeps_its_place(skos: Path, capsys: Any) -> None:
    Concept.objects.create(key="visa", scheme="portal")
    call_command("import_terms", skos, "--format", "skos", "--json")

    assert {row["item"] for row in json.loads(capsys.readouterr().out)["skipped"]} == {"empty", "visa"}
    assert not Term.objects.filter(concept__key="visa").exists()


@pytest.mark.django_db
def test_out_and_in_again_changes_nothing(tmp_path: Path) -> None:
    concepts("housing", "refugee")
    Term.objects.filter(text="bēglis").update(weight=0.8)

    def state() -> Any:
        return (
            sorted(Term.objects.values_list("concept__key", "language", "kind", "text", "weight")),
            sorted(Concept.objects.filter(terms__isnull=False).values_list("key", "definition_lv", "broader__key")),
        )

    before = state()
    call_command("export_terms", "--format", "csv", "--file", tmp_path / "terms.csv")
    call_command("import_terms", tmp_path / "terms.csv", "--format", "csv")
    assert state() == before

    call_command("export_terms", "--format", "skos", "--file", tmp_path / "terms.rdf")
    Term.objects.update(weight=1.0)
    before = state()
    call_command("import_terms", tmp_path / "terms.rdf", "--format", "skos")
    assert state() == before


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        ("skos", "no xml", "no RDF/XML"),
        ("csv", "a,b\n1,2", "lacks the columns"),
        ("csv", "key,language,text,kind\nx,lv,y,odd", "Line 2"),
        ("csv", "key,language,text,weight\nx,lv,y,much", "Line 2"),
    ],
)
def test_an_unreadable_file_is_said_with_its_place(tmp_path: Path, kind: str, text: str, said: str) -> None:
    (tmp_path / "file").write_text(text, encoding="utf-8")

    with pytest.raises(CommandError, match=said):
        call_command("import_terms", tmp_path / "file", "--format", kind)


def test_an_address_gives_a_key() -> None:
    assert exchange.key_of("http://eurovoc.europa.eu/4038") == "4038"
    assert exchange.key_of("https://x.org/a#Ģimenes atkalapvienošana") == "gimenes-atkalapvienosana"
    assert exchange.key_of("") == ""
