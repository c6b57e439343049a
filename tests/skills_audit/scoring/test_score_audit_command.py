"""`manage.py score_audit`: one object a line, in order, and an exit status that tells."""

from __future__ import annotations

import io
import json
import sys
import time
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from skills_audit.scoring import score_json
from skills_audit.scoring.lines import LONGEST_LINE, score_lines
from tests.skills_audit.scoring.vector import VECTOR


def run(path, **options):
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("score_audit", str(path), stdout=out, stderr=err, **options)
    except SystemExit as ended:
        status = ended.code
    return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue(), status


def test_good_lines_come_out_in_order_with_status_0(tmp_path):
    path = tmp_path / "audits.jsonl"
    path.write_text(f"{json.dumps(VECTOR)}\n{{}}\n")
    results, errors, status = run(path)
    assert results == [score_json(VECTOR), score_json({})]
    assert (errors, status) == ("", 0)


def test_one_bad_line_gives_status_1_and_the_rest_go_on(tmp_path):
    path = tmp_path / "audits.jsonl"
    path.write_bytes(b'{}\n{"on": "soon"}\n\xff\n{}')
    results, errors, status = run(path)
    assert [result.get("line") for result in results] == [None, 2, 3, None]
    assert results[1]["error"] == "on: must be a day written YYYY-MM-DD"
    assert status == 1
    assert "2 of them could not be scored" in errors


def test_a_line_without_end_is_refused_and_the_next_one_scored(tmp_path):
    path = tmp_path / "audits.jsonl"
    huge = b'{"on": "' + b"9" * 3 * LONGEST_LINE + b'"}'
    just = b"{}" + b" " * (LONGEST_LINE - 3) + b"\n"
    path.write_bytes(huge + b"\n{}\n" + just + b" " + just + huge)
    results, _errors, status = run(path)
    assert [result.get("line") for result in results] == [1, None, None, 4, 5]
    assert results[0]["error"] == f"the line is longer than {LONGEST_LINE} bytes"
    assert status == 1


def test_a_dash_reads_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"{}\n")))
    assert run("-")[0] == [score_json({})]


def test_a_file_that_is_not_there_is_told_in_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run(tmp_path / "none.jsonl")
    with pytest.raises(CommandError, match="no scoring table of version"):
        run(tmp_path / "none.jsonl", table="9.9")


def test_an_empty_file_is_no_error(tmp_path):
    path = tmp_path / "audits.jsonl"
    path.write_text("")
    assert run(path) == ([], "", 0)


def test_lines_are_scored_one_by_one_as_they_come():
    def endless():
        while True:
            yield "{}"

    lines = score_lines(endless())
    assert next(lines) == next(lines)


def test_a_thousand_lines_take_no_more_than_seconds():
    line = json.dumps(VECTOR)
    began = time.process_time()
    assert sum("error" in result for result in score_lines([line] * 1000)) == 0
    assert time.process_time() - began < 5
