"""Third-party notices: what is read from wheels, jars and a JDK, and that nothing goes unnamed."""

import io
import json
import zipfile

import pytest

import notices

APACHE = "Apache License\n\nall of it"
POM = '<project xmlns="http://maven.apache.org/POM/4.0.0">{}</project>'


def archive(**files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return data.getvalue()


def wheel(folder, metadata, **files):
    """A wheel of a package `some`, with these lines in its metadata and these files in it."""
    path = folder / "some-1.0-py3-none-any.whl"
    text = f"Metadata-Version: 2.4\nName: some\nVersion: 1.0\n{metadata}\n"
    path.write_bytes(archive(**{"some-1.0.dist-info/METADATA": text}, **files))
    return path


def jar(name="g:a", licence="", **files):
    group, artifact = name.split(":")
    inside = f"META-INF/maven/{group}/{artifact}/pom"
    licences = f"<licenses><license><name>{licence}</name></license></licenses>" * bool(licence)
    files[f"{inside}.properties"] = f"groupId={group}\r\nartifactId={artifact}\r\nversion=2\r\n"
    files[f"{inside}.xml"] = POM.format(licences)
    return archive(**files)


def described(components):
    return [(each.name, each.version, each.licence, each.within) for each in components]


TEXT = {"some-1.0.dist-info/licenses/LICENSE": APACHE}


@pytest.mark.parametrize(
    ("metadata", "licence"),
    [
        ("License-Expression: MIT", "MIT"),
        ("License-Expression: MIT\nClassifier: License :: OSI Approved :: BSD License", "MIT"),
        ("License: Apache 2.0", "Apache-2.0"),
        ("License: BSD 3-Clause License\n        - Copyright (c) us", "BSD-3-Clause"),
        ("License: UNKNOWN\nClassifier: License :: OSI Approved :: ISC License", "ISC License"),
        (
            "License: Copyright (c) us\n        All rights reserved."
            "\nClassifier: License :: OSI Approved :: MIT License",
            "MIT",
        ),
        ("License-Expression: Apache-2.0 OR BSD-2-Clause", "Apache-2.0 OR BSD-2-Clause"),
    ],
)
def test_the_licence_of_a_wheel_is_what_its_metadata_call_it(tmp_path, metadata, licence):
    (found,) = notices.of_wheel(wheel(tmp_path, metadata, **TEXT))

    assert (found.name, found.version, found.licence) == ("some", "1.0", licence)
    assert found.texts == (APACHE,)


def test_jars_and_scripts_inside_a_wheel_are_components_of_their_own(tmp_path):
    listed = {"name": "@a/b", "versionInfo": "3", "licenseId": "MIT", "extractedText": "MIT of b"}
    files = {
        "some/x.jar": jar("org.other:thing", "The MIT License", **{"META-INF/LICENSE": "MIT t"}),
        "some/static/third-party-licenses.json": json.dumps({"packages": [listed]}),
    }

    found = notices.of_wheel(wheel(tmp_path, "License: MIT", **TEXT, **files))

    assert described(found) == [
        ("some", "1.0", "MIT", ""),
        ("org.other:thing", "2", "MIT", "x.jar"),
        ("@a/b", "3", "MIT", "some"),
    ]
    assert [each.texts for each in found[1:]] == [("MIT t",), ("MIT of b",)]


def test_a_notice_is_no_licence_so_the_licences_own_text_joins_it():
    (found,) = notices.of_jar(jar("x:y", "Apache 2", **{"META-INF/NOTICE": "by us"}), "y.jar")

    assert found.texts[0] == "by us"
    assert found.texts[1].lstrip().startswith("Apache License\n")


def test_a_jar_without_a_pom_is_known_by_its_manifest():
    manifest = "Implementation-Title: t\r\nImplementation-Version: 4\r\nBundle-License: MIT\r\n"

    (found,) = notices.of_jar(archive(**{"META-INF/MANIFEST.MF": manifest}), "t.jar")

    assert (found.name, found.version, found.licence) == ("t", "4", "MIT")


def test_what_says_nothing_of_its_licence_is_looked_up_by_its_group():
    (found,) = notices.of_jar(jar("org.apache.some.deep:thing"), "thing.jar")
    (other,) = notices.of_jar(jar("org.apachenot:thing"), "other.jar")

    assert found.licence == "Apache-2.0"
    assert other.licence == ""


def test_a_component_without_a_licence_or_without_its_text_ends_the_build_by_name(tmp_path):
    nameless = notices.of_wheel(wheel(tmp_path, "Summary: none", **TEXT))
    textless = notices.of_jar(jar("g:a", "Our Own Licence"), "a.jar")

    with pytest.raises(notices.NoLicence, match=r"was found for g:a 2 \(in a\.jar\), some 1\.0: "):
        notices.notices(nameless + textless)


def test_a_jdk_is_named_with_all_that_its_legal_files_name(tmp_path):
    legal = tmp_path / "legal"
    (legal / "java.base").mkdir(parents=True)
    (tmp_path / "release").write_text('IMPLEMENTOR="Vendor"\nJAVA_VERSION="25.0.1"\n')
    (legal / "java.base" / "LICENSE").write_text("GPL")
    (legal / "java.base" / "zlib.md").write_text("## zlib v1.3\n\nthe text\n")

    found = notices.of_jdk(tmp_path)

    assert described(found) == [
        ("Vendor: JDK", "25.0.1", notices.OPENJDK_LICENCE, ""),
        ("zlib v1.3", "", "its own", "JDK"),
    ]


def test_a_jdk_without_its_licence_ends_the_build(tmp_path):
    (tmp_path / "release").write_text('JAVA_VERSION="25.0.1"\n')

    with pytest.raises(notices.NoLicence, match=r"OpenJDK: JDK 25\.0\.1"):
        notices.notices(notices.of_jdk(tmp_path))


def test_each_text_stands_once_with_all_that_it_is_for():
    components = [notices.Component(name, "1", "MIT", "", ("same",)) for name in ("b", "a")]

    text = notices.notices(components + components)

    assert "2 components" in text
    assert text.index("a 1: MIT [1]") < text.index("b 1: MIT [1]")
    assert text.count("same") == 1
    assert "\n[1] a, b\n" in text


def test_every_jar_beside_the_kernel_has_its_licence(lab):
    jars = lab.Place().jars()[1 + len(lab.MODULES) :]
    if not jars:
        pytest.skip("the library is not built here: run ./lab setup")

    found = [part for path in jars for part in notices.of_jar(path.read_bytes(), path.name)]

    assert len(found) >= len(jars)
    assert "io.netty:netty-transport" in notices.notices(found)


def test_the_table_of_licences_names_texts_that_are_there():
    table = json.loads((notices.LICENCES / "components.json").read_text())

    named = [entry["text"] for entry in table.values() if "text" in entry]

    assert all((notices.LICENCES / name).is_file() for name in named)
    assert all(
        "text" in entry or notices.standard_text(entry["licence"]) for entry in table.values()
    )
