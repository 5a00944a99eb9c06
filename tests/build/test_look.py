"""The look: one stylesheet of many parts, and an adopter's own after it."""

from __future__ import annotations

from projects import CONFIG, Project

OWN = CONFIG.replace("{name: material}", "{name: material, custom_dir: look}")


def test_parts_of_the_stylesheet_are_published_as_one(samples) -> None:
    sheet = (samples.site / "assets/log.css").read_text()
    assert sheet.index("@font-face") < sheet.index(":root") < sheet.index("@media print")
    assert not (samples.site / "assets/styles").exists()


def test_what_one_kind_of_page_needs_is_a_sheet_that_no_other_asks_for(samples) -> None:
    kinds = {
        "viewer": "records/body-worn-video-contract/body-worn-video-contract/",
        "reasons": "exemptions/uk-foia-2000/s31/reasons/",
        "statistics": "statistics/",
        "": "",
    }
    for name, uri in kinds.items():
        html = (samples.site / uri / "index.html").read_text()
        asked = [one for one in kinds if one and f"assets/{one}.css" in html]
        assert asked == ([name] if name else [])
        assert not name or (samples.site / f"assets/{name}.css").stat().st_size


def test_an_adopters_stylesheet_comes_after_ours_on_every_page(project: Project) -> None:
    project.start(1)
    project.write("mkdocs.yml", OWN + "extra_css: [assets/own.css]\n")
    project.write("look/assets/own.css", ":root { --dl-accent: #603; }\n")
    project.build()
    assert (project.site / "assets/own.css").read_text() == ":root { --dl-accent: #603; }\n"
    for page in ("about/index.html", "records/area-1/index.html"):
        html = (project.site / page).read_text()
        assert html.index("assets/log.css") < html.index("assets/own.css")
