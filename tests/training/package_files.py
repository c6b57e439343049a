"""Packages of each kind, made in memory, and what hostile ones look like."""

import json
import stat
import zipfile
from io import BytesIO
from typing import Any

PAGE = b"<!DOCTYPE html><html><head><title>Seminar</title></head><body><h1>Saruna</h1></body></html>"
ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a494441"
    "54789c636000000002000148afa4710000000049454e44ae426082"
)
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452")

SCORM_12 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="M" version="1.1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="O">
    <organization identifier="OTHER"><title>Not this</title></organization>
    <organization identifier="O"><title>Pirmā  saruna</title>
      <item identifier="I1" identifierref="R1"><title>Ievads</title></item>
      <item identifier="I2"><title>Nodaļa</title>
        <item identifier="I3" identifierref="R2" parameters="?topic=2"><title>Vingrinājums</title></item>
        <item identifier="I4" identifierref="R2" isvisible="false"><title>Hidden</title></item>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="index.html">
      <file href="index.html"/></resource>
    <resource identifier="R2" type="webcontent" adlcp:scormtype="sco" xml:base="pages/" href="two%20parts.html#a"/>
  </resources>
</manifest>"""
SCORM_2004 = """<?xml version="1.0"?>
<manifest identifier="M" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xml:base="course/">
  <metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>
  <organizations default="O"><organization identifier="O"><title>Guide</title>
    <item identifier="I1" identifierref="R1"><title>Start</title></item></organization></organizations>
  <resources><resource identifier="R1" adlcp:scormType="sco" href="start.htm"/></resources>
</manifest>"""
CMI5 = """<?xml version="1.0" encoding="utf-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="https://example.org/course"><title><langstring lang="en-US">Course</langstring>
    <langstring lang="lv">Kurss</langstring></title></course>
  <au id="https://example.org/au1" moveOn="Completed"><title><langstring lang="en">One</langstring></title>
    <url>index.html?mode=a</url></au>
  <block id="https://example.org/block"><title><langstring lang="en">Block</langstring></title>
    <au id="https://example.org/au2"><title><langstring lang="en">Two</langstring></title><url>two/index.html</url></au>
  </block>
</courseStructure>"""
H5P = {
    "title": "Divi jautājumi", "language": "lv", "mainLibrary": "H5P.QuestionSet", "embedTypes": ["div"],
    "preloadedDependencies": [
        {"machineName": "H5P.QuestionSet", "majorVersion": "1", "minorVersion": "20"},
        {"machineName": "H5P.TrueFalse", "majorVersion": 1, "minorVersion": 8},
    ],
}  # fmt: skip
H5P_CONTENT = {
    "questions": [
        {"library": "H5P.TrueFalse 1.8", "params": {"question": "?"}, "metadata": {"title": "Vai jājautā?"}},
        {"library": "H5P.TrueFalse 1.8", "params": {}, "subContentId": "x"},
        {"library": "H5P.AdvancedText 1.1", "params": {"text": "x"}},
    ]
}
Files = dict[str, str | bytes]


def packed(files: Files) -> BytesIO:
    """A zip of these files."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    made.seek(0)
    return made


def scorm_12(**more: str | bytes) -> Files:
    return {"imsmanifest.xml": SCORM_12, "index.html": PAGE, "pages/two parts.html": PAGE, "pages/a.png": PIXEL} | more


def scorm_2004() -> Files:
    return {"imsmanifest.xml": SCORM_2004, "course/start.htm": PAGE, "course/app.js": "var a = 1;"}


def cmi5() -> Files:
    return {"cmi5.xml": CMI5, "index.html": PAGE, "two/index.html": PAGE}


def h5p(facts: Any = None, content: Any = None) -> Files:
    return {
        "h5p.json": json.dumps(H5P if facts is None else facts),
        "content/content.json": json.dumps(H5P_CONTENT if content is None else content),
        "H5P.QuestionSet-1.20/library.json": "{}", "H5P.QuestionSet-1.20/scripts/set.js": "1;",
        "H5P.TrueFalse-1.8/library.json": "{}", "H5P.TrueFalse-1.8/LICENSE": "MIT", "H5P.TrueFalse-1.8/.eslintrc": "{}",
    }  # fmt: skip


def named(*names: str) -> BytesIO:
    """A sound package with entries of these names added as they are, whatever they are."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in scorm_12().items():
            archive.writestr(name, content)
        for name in names:
            info = zipfile.ZipInfo("placeholder")
            info.filename = name
            archive.writestr(info, b"x" if not name.endswith("/") else b"")
    made.seek(0)
    return made


def with_link(kind: int = stat.S_IFLNK) -> BytesIO:
    """A package with a symbolic link (or another entry that is no file)."""
    made = packed(scorm_12())
    with zipfile.ZipFile(made, "a") as archive:
        info = zipfile.ZipInfo("pages/passwd.txt")
        info.external_attr = (kind | 0o777) << 16
        archive.writestr(info, "/etc/passwd")
    made.seek(0)
    return made


def bomb(size: int) -> BytesIO:
    """A package with a text of so many zeros."""
    made = packed(scorm_12())
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive, archive.open("z.txt", "w") as f:
        for _part in range(size // 1_000_000):
            f.write(b"0" * 1_000_000)
    made.seek(0)
    return made


def lying(size: int) -> BytesIO:
    """A package whose directory says a file is far smaller than what comes out of it."""
    content = packed(scorm_12() | {"big.txt": b"0" * size}).getvalue()
    place = content.rindex(b"big.txt")  # the name in the directory; the size stands 22 bytes before it
    head = place - 46
    changed = content[: head + 24] + (10).to_bytes(4, "little") + content[head + 28 :]
    return BytesIO(changed)


def overlapping() -> BytesIO:
    """Two entries of the directory that point at the same bytes, as non-recursive bombs do."""
    content = packed(scorm_12() | {"a1.txt": b"0" * 2000, "a2.txt": b"0" * 2000}).getvalue()
    first, second = content.rindex(b"a1.txt") - 46, content.rindex(b"a2.txt") - 46
    return BytesIO(content[: second + 42] + content[first + 42 : first + 46] + content[second + 46 :])


def flagged_as_locked() -> BytesIO:
    """Every entry says that it is encrypted."""
    content = bytearray(packed(scorm_12()).getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    return BytesIO(bytes(content))


def h5p_that_runs() -> Files:
    """A content type of our own: it says its text, and a button answers."""
    script = """var H5P = H5P || {}; H5P.Greeting = function (params) {
      this.attach = function ($box) {
        var button = document.createElement("button"); button.textContent = params.ask;
        button.onclick = function () { button.textContent = params.said; };
        $box.append(button);
      };
    };"""
    library = {
        "title": "Greeting", "machineName": "H5P.Greeting", "majorVersion": 1, "minorVersion": 0, "patchVersion": 1,
        "runnable": 1, "preloadedJs": [{"path": "greeting.js"}],
    }  # fmt: skip
    return {
        "h5p.json": json.dumps({
            "title": "Sveiciens", "language": "lv", "mainLibrary": "H5P.Greeting", "embedTypes": ["div"],
            "preloadedDependencies": [{"machineName": "H5P.Greeting", "majorVersion": 1, "minorVersion": 0}],
        }),
        "content/content.json": json.dumps({"ask": "Sveiki?", "said": "Sveiki!"}),
        "H5P.Greeting-1.0/library.json": json.dumps(library),
        "H5P.Greeting-1.0/greeting.js": script,
    }  # fmt: skip


# What a course does when it begins: finds its interface, remembers, draws, and asks for what it must not get.
COURSE = b"""<!DOCTYPE html><html><head><title>Kurss</title><link rel="stylesheet" href="look.css">
<script src="course.js"></script></head><body><h1 id="said">...</h1><img src="a.png" alt=""></body></html>"""
COURSE_SCRIPT = b"""
function find(w) {
  var n = 0;
  while (w.API == null && w.parent != null && w.parent != w && n++ < 9) w = w.parent;
  return w.API;
}
addEventListener("load", async function () {
  var api = find(window), out = [];
  out.push(api.LMSInitialize(""), api.LMSSetValue("cmi.core.lesson_status", "completed"),
           api.LMSGetValue("cmi.core.lesson_status"));
  localStorage.setItem("a", "1"); out.push(localStorage.getItem("a"));
  document.cookie = "b=2; path=/"; out.push(document.cookie);
  try { out.push(parent.document.title); } catch (e) { out.push("closed"); }
  out.push((await (await fetch("data.json")).json()).word);
  try { await fetch("/lv/home/"); out.push("home"); } catch (e) { out.push("no home"); }
  try { await fetch("https://example.org/"); out.push("net"); } catch (e) { out.push("no net"); }
  document.getElementById("said").textContent = out.join(" ");
});
"""


def course_that_runs() -> Files:
    """A SCORM 1.2 course that does what courses do."""
    manifest = SCORM_12.replace('href="index.html"', 'href="course.html"').replace("two%20parts.html#a", "two.html")
    return {
        "imsmanifest.xml": manifest, "course.html": COURSE, "course.js": COURSE_SCRIPT, "data.json": '{"word": "dati"}',
        "look.css": "h1 { color: green }", "pages/two.html": PAGE.replace(b"Saruna", b"Otra"), "a.png": ONE_PIXEL,
    }  # fmt: skip
