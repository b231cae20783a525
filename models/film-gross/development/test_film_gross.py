"""Runs film-gross as its image would be run: on invented films, and on real ones where they lie beside the checkout."""

import csv
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

DEVELOPMENT = pathlib.Path(__file__).resolve().parent
SOURCE = DEVELOPMENT.parent
REPOSITORY = SOURCE.parents[1]
REAL_FILMS = REPOSITORY.parent / "shared" / "data" / "films.csv"
GENERATE_GOLDEN = ["--rows", "60", "--as-of", "2013-12-31", "--seed", "104"]


def setUpModule():
    if not REAL_FILMS.is_file():
        print("SKIPPED: tests with real films: there is no ../shared/data/films.csv beside the checkout")


def model_yaml():
    """model.yaml as the subset of YAML that it is written in: flat, or one level of name: value."""
    content, section = {}, None
    for line in (SOURCE / "model.yaml").read_text("utf-8").splitlines():
        indent, name, value = re.fullmatch(r"(\s*)([^:]+): *(.*)", line).groups()
        if indent:
            content[section][name] = value
        else:
            section = name
            content[name] = value or {}
    return content


def manifest():
    described = model_yaml()

    def fields(side):
        types = described[side].items()
        return [{"name": name, "type": type.rstrip("?"), "nullable": type.endswith("?")} for name, type in types]

    metric, limit = re.fullmatch(r"\{(\w+): \{max: ([0-9.]+)\}\}", described["metrics"]).groups()
    field, truth = re.fullmatch(r"\{(\w+): (\w+)\}", described["actuals"]).groups()
    return {
        "spec": "1.0",
        "name": described["name"],
        "version": described["version"],
        "key": described["key"].strip("[]").split(", "),
        "input": fields("input"),
        "output": fields("output"),
        "actuals": {field: truth},
        "goldenSha256": hashlib.sha256((SOURCE / "golden.csv").read_bytes()).hexdigest(),
        "metrics": [{"metric": metric, "field": field, "max": float(limit)}],
    }


class FilmGrossTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = pathlib.Path(temporary.name)
        self.model, self.inside, self.out = self.root / "model", self.root / "in", self.root / "out"
        for folder in (self.root / "app", self.model, self.inside, self.out):
            folder.mkdir()
        self.copy(SOURCE / "model.py", "app")
        self.copy(REPOSITORY / "inference-spec" / "python" / "slipway.py", "app")
        for artefact in [*(SOURCE / "model").iterdir(), SOURCE / "golden.csv"]:
            self.copy(artefact, "model")
        (self.model / "manifest.json").write_text(json.dumps(manifest()), "utf-8")

    def copy(self, file, folder):
        (self.root / folder / file.name).write_bytes(file.read_bytes())

    def python(self, script, *arguments):
        environment = {
            **os.environ,
            "PYTHONDONTWRITEBYTECODE": "1",
            "SLIPWAY_MODEL": str(self.model),
            "SLIPWAY_IN": str(self.inside),
            "SLIPWAY_OUT": str(self.out),
        }
        command = [sys.executable, str(script), *map(str, arguments)]
        return subprocess.run(command, cwd=self.model, env=environment, capture_output=True, text=True, timeout=300)

    def verb(self, verb):
        for file in list(self.out.iterdir()):
            file.unlink()
        return self.python(self.root / "app" / "model.py", verb)

    def predict(self, data):
        """Predictions, rejects and report of one file."""
        (self.inside / "films.csv").write_bytes(data)
        request = {"spec": "1.0", "runId": "test", "asOf": "2013-12-31T00:00:00Z", "files": ["films.csv"]}
        (self.inside / "request.json").write_text(json.dumps({**request, "rejectLimit": "100%"}), "utf-8")
        run = self.verb("predict")
        self.assertEqual(0, run.returncode, run.stderr)
        self.assertTrue((self.out / "_SUCCESS").exists())
        tables = [self.rows(self.out / name) for name in ("predictions.csv", "rejects.csv")]
        return (*tables, json.loads((self.out / "report.json").read_text("utf-8")))

    @staticmethod
    def rows(path):
        with open(path, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def test_should_pass_its_golden_set(self):
        run = self.verb("validate")
        self.assertEqual(0, run.returncode, run.stderr)
        report = json.loads((self.out / "report.json").read_text("utf-8"))
        self.assertEqual((60, 60), (report["rowsRead"], report["rowsPredicted"]))

    def test_should_fail_its_golden_set_when_the_artefact_is_broken(self):
        path = self.model / "gross.json"
        learned = json.loads(path.read_text("utf-8"))
        weights = learned["weights"]
        broken = {
            "all weights zero": [0.0 for _ in weights],
            "only the constant left": [weights[0], *(0.0 for _ in weights[1:])],
            "constant lost": [0.0, *weights[1:]],
            "signs turned": [-weight for weight in weights],
            "order turned": weights[::-1],
        }
        for name, wrong in broken.items():
            with self.subTest(name):
                path.write_text(json.dumps({**learned, "weights": wrong}), "utf-8")
                run = self.verb("validate")
                self.assertEqual(70, run.returncode, run.stderr)
                self.assertIn("rmsle", run.stderr)

    def test_should_make_the_golden_set_again_byte_by_byte(self):
        again = self.root / "golden.csv"
        run = self.python(DEVELOPMENT / "generate.py", *GENERATE_GOLDEN, "--output", again)
        self.assertEqual(0, run.returncode, run.stderr)
        self.assertEqual((SOURCE / "golden.csv").read_bytes(), again.read_bytes())

    def test_should_have_the_edges_in_the_golden_set(self):
        films = self.rows(SOURCE / "golden.csv")
        self.assertEqual(60, len({film["imdb"] for film in films if film["imdb"].startswith("zz")}))
        for edge in (
            any("&amp;#39;" in film["title"] for film in films),
            any("&eacute;" in film["title"] for film in films),
            any(not film["title"] for film in films),
            any(not film["budget"] for film in films),
            any(not film["budget_2013$"] for film in films),
            any(film["intgross"] == "#N/A" for film in films),
        ):
            self.assertTrue(edge)

    def test_should_read_only_what_is_known_at_release(self):
        self.assertEqual(["imdb", "title", "year", "budget", "budget_2013$"], list(model_yaml()["input"]))

    def test_should_decode_titles_and_fill_gaps(self):
        predictions, rejects, _ = self.predict(
            b"imdb,title,year,budget,budget_2013$\n"
            b"a,Mr. &amp; Mrs. Smith,2005,110000000,131000000\n"
            b"b,Ocean&amp;#39;s &quot;11&quot;,2001,85000000,\n"
            b"c,&#1;,2001,,111000000\n"
            b"d,,1950,1000000,\n"
            b"e,Later,2099,1000000,\n"
            b"f,Free,2001,0,0\n"
            b"g,Unknown,2001,,\n"
            b"h,Not known,2001,#N/A,111000000\n"
        )
        titles = ["Mr. & Mrs. Smith", 'Ocean\'s "11"', "&#1;", "", "Later"]
        self.assertEqual(titles, [film["title"] for film in predictions])
        for film in predictions:
            self.assertRegex(film["gross"], r"^[1-9][0-9]+\.0$")
        self.assertEqual(
            [("7", "", "model"), ("8", "", "model"), ("9", "budget", "type")],
            [(row["line"], row["field"], row["code"]) for row in rejects],
        )
        self.assertIn("#N/A", rejects[2]["reason"])

    def test_should_be_evaluated_better_than_the_median_multiple_in_every_decade(self):
        evaluation = json.loads((SOURCE / "model" / "evaluation.json").read_text("utf-8"))
        for decade, figures in {**evaluation["decades"], "all": evaluation["all"]}.items():
            self.assertLess(figures["model"]["rmsle"], figures["baseline"]["rmsle"], decade)
        readme = (SOURCE / "README.md").read_text("utf-8")
        for decade, figures in {**evaluation["decades"], "all": evaluation["all"]}.items():
            cells = decade, figures["films"], *(
                figures[who][what] for what in ("rmsle", "medianFactor") for who in ("model", "baseline")
            )
            self.assertIn("| " + " | ".join(map(str, cells)) + " |", readme)

    @unittest.skipUnless(REAL_FILMS.is_file(), "no ../shared/data/films.csv beside the checkout")
    def test_should_train_the_same_bytes_from_the_real_films(self):
        run = self.python(DEVELOPMENT / "train.py", "--data", REAL_FILMS, "--output", self.out)
        self.assertEqual(0, run.returncode, run.stderr)
        for name in ("gross.json", "evaluation.json"):
            self.assertEqual((SOURCE / "model" / name).read_bytes(), (self.out / name).read_bytes(), name)
            self.assertLess((SOURCE / "model" / name).stat().st_size, 1 << 20)

    @unittest.skipUnless(REAL_FILMS.is_file(), "no ../shared/data/films.csv beside the checkout")
    def test_should_predict_or_reject_every_real_film(self):
        predictions, rejects, report = self.predict(REAL_FILMS.read_bytes())
        films = self.rows(REAL_FILMS)
        lost = {film["imdb"] for film in films} - {film["imdb"] for film in predictions}
        self.assertEqual(1794, report["rowsRead"])
        self.assertEqual(1794, len(predictions) + len(rejects))
        self.assertEqual(len(rejects), len(lost))
        self.assertTrue(all(row["reason"] for row in rejects))
        self.assertFalse([film["title"] for film in predictions if re.search("&#?[a-z0-9]+;", film["title"])])
        self.assertLess(report["metrics"]["rmsle"], 1.3)
        print(f"{len(predictions)} of {len(films)} films predicted, {len(rejects)} rejected; {report['metrics']}")


if __name__ == "__main__":
    unittest.main()
