"""Runs slipway.py as an image would: a child process for each verb, fault and bad input. ``python3 -m unittest``."""

import csv
import datetime
import hashlib
import io
import json
import math
import os
import pathlib
import py_compile
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
import unittest

import slipway

HERE = pathlib.Path(__file__).resolve().parent

MODEL = """
import json, os, sys, time
import slipway

def load():
    print("loaded")

def predict(rows):
    return [{"id": row["id"], "score": (row["x"] or 0.0) * 2} for row in rows]

if __name__ == "__main__":
    slipway.main(load, predict)
"""


def model(body):
    """The model with another body of predict(rows)."""
    start, end = MODEL.index("    return"), MODEL.index("\nif __name__")
    return MODEL[:start] + textwrap.indent(textwrap.dedent(body).strip() + "\n", "    ") + MODEL[end:]


def field(name, kind, **more):
    return {"name": name, "type": kind, **more}


INPUT = [field("id", "string"), field("x", "double", nullable=True)]
OUTPUT = [field("id", "string"), field("score", "double")]


def manifest(**more):
    return {
        "spec": "1.0",
        "name": "twice",
        "version": "1.2.3",
        "key": ["id"],
        "input": INPUT,
        "output": OUTPUT,
        **more,
    }


APP = tempfile.TemporaryDirectory()


def setUpModule():
    """Compiles slipway.py once: that would take a third of every run."""
    unittest.addModuleCleanup(APP.cleanup)
    py_compile.compile(shutil.copy2(HERE / "slipway.py", APP.name), doraise=True)


class Run:
    """What a child process left behind."""

    def __init__(self, process, out):
        self.code = process.returncode
        self.stdout, self.stderr = process.stdout.decode(), process.stderr.decode()
        self.files = {path.name: path.read_bytes() for path in out.iterdir()}

    def rows(self, name):
        return list(csv.reader(io.StringIO(self.files[name].decode(), newline="")))[1:]

    @property
    def predictions(self):
        return self.rows("predictions.csv")

    @property
    def rejects(self):
        return self.rows("rejects.csv")

    @property
    def report(self):
        return json.loads(self.files["report.json"])


class ImageTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.root = pathlib.Path(temporary.name)
        shutil.copytree(APP.name, self.root / "app")
        for name in ("model", "in", "out"):
            (self.root / name).mkdir()
        self.model, self.out = self.root / "model", self.root / "out"
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONDONTWRITEBYTECODE": "1",
            "SLIPWAY_IN": str(self.root / "in"),
            "SLIPWAY_OUT": str(self.out),
            "SLIPWAY_MODEL": str(self.model),
        }

    def write_image(self, code, described):
        (self.root / "app" / "model.py").write_text(code, "utf-8")
        (self.model / "manifest.json").write_text(json.dumps(described), "utf-8")

    def write_request(self, **more):
        later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=60)
        request = {
            "spec": "1.0",
            "runId": "run-1",
            "asOf": "2026-11-20T06:00:00Z",
            "deadline": later.isoformat(),
            "files": ["data.csv"],
            "rejectLimit": "100%",
            **more,
        }
        (self.root / "in" / "request.json").write_text(json.dumps(request), "utf-8")

    def command(self, *arguments):
        return [sys.executable, str(self.root / "app" / "model.py"), *arguments]

    def start(self, *arguments):
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.model,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def run_verb(self, *arguments, limits=()):
        def limit():
            for kind, value in limits:
                resource.setrlimit(kind, (value, value))

        process = subprocess.run(
            self.command(*arguments),
            cwd=self.model,
            env=self.environment,
            capture_output=True,
            timeout=120,
            preexec_fn=limit if limits else None,
        )
        return Run(process, self.out)

    def predict(self, data, code=MODEL, described=None, limits=(), **request):
        """One predict in a fresh folder. data: bytes, text, or file name to bytes; None leaves the file out."""
        for path in list(self.out.iterdir()):
            path.unlink()
        self.write_image(code, described or manifest())
        files = data if isinstance(data, dict) else {"data.csv": data}
        self.write_request(**{"files": list(files), **request})
        for name, content in files.items():
            if content is not None:
                content = content.encode() if isinstance(content, str) else content
                (self.root / "in" / name).write_bytes(content)
        return self.run_verb("predict", limits=limits)

    def assertFailed(self, run, code, *words):
        self.assertEqual(code, run.code, run.stderr)
        self.assertNotIn("_SUCCESS", run.files)
        self.assertNotIn("Traceback", run.stderr)
        self.assertEqual(1, len(run.stderr.splitlines()), run.stderr)
        for word in words:
            self.assertIn(word, run.stderr)

    def assertDone(self, run):
        self.assertEqual((0, ""), (run.code, run.stderr))
        success = json.loads(run.files["_SUCCESS"])
        self.assertEqual({"predictions.csv", "rejects.csv", "report.json", "_SUCCESS"}, set(run.files))
        for name, said in success["files"].items():
            self.assertEqual(hashlib.sha256(run.files[name]).hexdigest(), said["sha256"], name)
            if "rows" in said:
                self.assertEqual(len(run.rows(name)), said["rows"], name)


class VerbsTest(ImageTest):
    def test_should_print_only_the_manifest_when_describing(self):
        described = manifest(description="Zwölf", variables=["HORIZON_DAYS"], later={"unknown": 1})
        self.write_image(MODEL, described)
        run = self.run_verb("describe")
        self.assertEqual((0, ""), (run.code, run.stderr))
        self.assertEqual(described, json.loads(run.stdout))

    def test_should_refuse_other_verbs(self):
        self.write_image(MODEL, manifest())
        for arguments in ([], ["train"], ["predict", "now"]):
            run = self.run_verb(*arguments)
            self.assertFailed(run, 64, "describe, validate or predict")
            self.assertEqual("", run.stdout)

    def test_should_refuse_a_wrong_set_up(self):
        self.assertFailed(self.predict("id,x\n", described=manifest(spec="2.0")), 78, "spec", "2.0")
        self.assertFailed(self.predict("id,x\n", described=manifest(key=["nr"])), 70, "nr")
        self.assertFailed(self.predict("id,x\n", described=manifest(input=[field("id", "text")])), 70, "text")
        self.assertFailed(self.predict("id,x\n", spec="2.0"), 78, "spec", "2.0")
        self.assertFailed(self.predict("id,x\n", rejectLimit="many"), 78, "rejectLimit", "many")
        for files in ([], "data.csv", ["../data.csv"], ["/data.csv"]):
            self.assertFailed(self.predict("id,x\n", files=files), 78, "files", "data.csv")
        self.assertFailed(self.predict("id,x\n", deadline="tomorrow"), 78, "request.json", "tomorrow")
        (self.root / "in" / "request.json").unlink()
        self.assertFailed(self.run_verb("predict"), 78, "request.json")
        (self.model / "manifest.json").write_text("{")
        self.assertFailed(self.run_verb("describe"), 70, "manifest.json")
        (self.model / "manifest.json").unlink()
        self.assertFailed(self.run_verb("describe"), 70, "manifest.json")

    def test_should_refuse_an_output_folder_that_is_not_empty(self):
        self.write_image(MODEL, manifest())
        self.write_request()
        (self.out / "yesterday.csv").touch()
        self.assertFailed(self.run_verb("predict"), 78, "yesterday.csv")

    def test_should_write_predictions_in_input_order_and_then_success(self):
        (self.root / "in" / "part").mkdir()
        run = self.predict({"part/b.csv": "id,x\nb,1\na,2.5\n", "a.csv": "x,id\n,c\n"})
        self.assertDone(run)
        self.assertEqual(b"id,score\nb,2.0\na,5.0\nc,0.0\n", run.files["predictions.csv"])
        self.assertEqual(b"file,line,field,code,reason\n", run.files["rejects.csv"])
        report = run.report
        datetime.datetime.fromisoformat(report.pop("started").replace("Z", "+00:00"))
        datetime.datetime.fromisoformat(report.pop("ended").replace("Z", "+00:00"))
        self.assertEqual(
            {
                "spec": "1.0",
                "verb": "predict",
                "model": "twice",
                "version": "1.2.3",
                "runId": "run-1",
                "rowsRead": 3,
                "rowsPredicted": 3,
                "rowsRejected": 0,
                "rejects": {},
                "ignoredColumns": [],
                "metrics": {},
                "passed": True,
            },
            report,
        )

    def test_should_write_the_same_bytes_twice(self):
        data = "id,x\n" + "".join(f"k{i},{i / 7 if i % 5 else 'oops'}\n" for i in range(3000))
        first, second = self.predict(data), self.predict(data)
        self.assertDone(first)
        self.assertEqual(600, len(first.rejects))
        for name in ("predictions.csv", "rejects.csv"):
            self.assertEqual(first.files[name], second.files[name])

    def test_should_measure_a_backtest(self):
        described = manifest(actuals={"score": "truth"}, metrics=[{"metric": "mae", "field": "score", "max": 0.1}])
        run = self.predict("id,x,truth\na,1,3\nb,2,#N/A\nc,3,\nd,4,11\nbad,y,1\n", described=described)
        self.assertDone(run)
        self.assertEqual({"mae": 2.0}, run.report["metrics"])
        self.assertEqual([], run.report["ignoredColumns"])
        self.assertEqual((5, 4, 1), tuple(run.report[n] for n in ("rowsRead", "rowsPredicted", "rowsRejected")))


class ValidateTest(ImageTest):
    GOLDEN = b"id,x,truth\na,1,3\nb,2,4\nc,3,5\n"

    def validate(self, golden=GOLDEN, sha256=None, **bounds):
        """bounds: by metric; all on the field score."""
        for path in list(self.out.iterdir()):
            path.unlink()
        metrics = [{"metric": metric, "field": "score", **limits} for metric, limits in bounds.items()]
        sha256 = sha256 or hashlib.sha256(golden or b"").hexdigest()
        self.write_image(MODEL, manifest(actuals={"score": "truth"}, metrics=metrics, goldenSha256=sha256))
        if golden is not None:
            (self.model / "golden.csv").write_bytes(golden)
        return self.run_verb("validate")

    def test_should_compare_each_metric_with_its_threshold(self):
        # Predicted 2, 4, 6; true 3, 4, 5.
        expected = {
            "rmse": (2 / 3) ** 0.5,
            "mae": 2 / 3,
            "mape": (1 / 3 + 1 / 5) / 3,
            "rmsle": (sum(x * x for x in (math.log(3 / 4), math.log(5 / 5), math.log(7 / 6))) / 3) ** 0.5,
            "r2": 0.0,
            "bias": 0.0,
            "accuracy": 1 / 3,
        }
        passed = self.validate(**{m: {"min": v - 0.001, "max": v + 0.001} for m, v in expected.items()})
        self.assertEqual((0, True), (passed.code, passed.report["passed"]), passed.stderr)
        for metric, value in expected.items():
            self.assertAlmostEqual(value, passed.report["metrics"][metric], 12)
        for side, distance, words in (("min", 0.001, "at least"), ("max", -0.001, "at most")):
            failed = self.validate(**{m: {side: v + distance} for m, v in expected.items()})
            self.assertFailed(failed, 70, *(f"{metric} of score: expected {words} " for metric in expected))
            self.assertFalse(failed.report["passed"])

    def test_should_report_the_golden_set(self):
        run = self.validate(mae={"max": 1})
        self.assertEqual({"report.json"}, set(run.files))
        self.assertEqual(("validate", None, 3), tuple(run.report.get(name) for name in ("verb", "runId", "rowsRead")))

    def test_should_leave_out_what_has_no_actual_and_fail_where_nothing_has_one(self):
        run = self.validate(b"id,x,truth\na,1,3\nb,2,#N/A\nc,3,\nd,oops,7\n", mae={"max": 1})
        self.assertEqual((0, {"mae": 1.0}), (run.code, run.report["metrics"]), run.stderr)
        self.assertEqual((4, 3), (run.report["rowsRead"], run.report["rowsPredicted"]))
        self.assertIn("golden.csv:5: x", run.stdout)
        run = self.validate(b"id,x,truth\nb,2,#N/A\n", mae={"max": 1})
        self.assertFailed(run, 70, "mae of score", "no value")
        self.assertEqual({}, run.report["metrics"])

    def test_should_leave_out_of_relative_errors_what_is_truly_zero(self):
        run = self.validate(b"id,x,truth\na,1,0\nb,2,8\n", mape={"max": 1})
        self.assertEqual((0, {"mape": 0.5}), (run.code, run.report["metrics"]), run.stderr)
        self.assertFailed(self.validate(b"id,x,truth\na,1,0\n", mape={"max": 1}), 70, "mape of score", "no value")

    def test_should_call_a_bad_golden_set_a_defect_of_the_image(self):
        self.assertFailed(self.validate(None, mae={"max": 1}), 70, "golden.csv")
        other = hashlib.sha256(b"other").hexdigest()
        self.assertFailed(self.validate(sha256=other, mae={"max": 1}), 70, "golden.csv", "SHA-256", other)
        self.assertFailed(self.validate(b"id,x\na,1\n", mae={"max": 1}), 70, "golden.csv:1: ", "truth")


class BadInputTest(ImageTest):
    def test_should_refuse_a_file_that_cannot_be_read_as_a_table(self):
        self.assertFailed(self.predict(None), 65, "data.csv")
        self.assertFailed(self.predict(""), 65, "data.csv", "empty")
        self.assertFailed(self.predict(b"\xef\xbb\xbf"), 65, "data.csv", "empty")
        self.assertFailed(self.predict("id;x\na;1\n"), 65, "data.csv:1: ", '";"', "commas")
        self.assertFailed(self.predict("id\tx\na\t1\n"), 65, "tabs")
        self.assertFailed(self.predict("id,y\na,1\n"), 65, "data.csv:1: ", "missing x")
        self.assertFailed(self.predict("id,x,x\na,1,2\n"), 65, "data.csv:1: ", '"x"', "twice")
        self.assertFailed(self.predict("id,x\na,1\n".encode("utf-16")), 65, "data.csv:1: ", "UTF-8")
        self.assertFailed(self.predict("id,x,Größe\na,1,2\n".encode("latin-1")), 65, "data.csv:1: ", "UTF-8")
        (self.root / "in" / "folder").mkdir()
        self.assertFailed(self.predict({"folder": None}), 65, "folder")

    def test_should_take_a_header_alone_as_no_rows(self):
        for data in ("id,x", "id,x\n", "\r\nid,x\r\n\r\n"):
            run = self.predict(data, rejectLimit="0")
            self.assertDone(run)
            self.assertEqual(b"id,score\n", run.files["predictions.csv"])

    def test_should_take_bom_crlf_blank_lines_and_other_columns(self):
        run = self.predict(b"\xef\xbb\xbfx,more,id\r\n\r\n1,m,a\r\n,,b\r\n\r\n3,\"\",\"c\"")
        self.assertDone(run)
        self.assertEqual([["a", "2.0"], ["b", "0.0"], ["c", "6.0"]], run.predictions)
        self.assertEqual(["more"], run.report["ignoredColumns"])

    def test_should_keep_what_quotes_hold(self):
        run = self.predict('"id","x"\n"a,""b""\r\nc",1\n"","2"\nplain "quote",3\n\\.,4\n"\\.",x\n')
        self.assertDone(run)
        self.assertEqual([['a,"b"\r\nc', "2.0"], ['plain "quote"', "6.0"], ["\\.", "8.0"]], run.predictions)
        self.assertIn(b'"a,""b""\r\nc",2.0\n', run.files["predictions.csv"])
        self.assertEqual([["4", "id", "missing"], ["7", "x", "type"]], [row[1:4] for row in run.rejects])

    def test_should_keep_quoted_rows_behind_a_short_one(self):
        run = self.predict('id,x\n"a"\n"b","1","2"\n"c","3"\n')
        self.assertEqual([["c", "6.0"]], run.predictions)
        self.assertEqual(["got 1", "got 3"], [row[4][-5:] for row in run.rejects])

    def test_should_name_the_line_of_a_quote_that_is_never_closed(self):
        run = self.predict('id,x\na,1\n"b\nb","2\nc,3\nd,4\n')
        self.assertFailed(run, 65, "data.csv:4: ", "quote")
        self.assertFailed(self.predict('"id,x\na,1\n'), 65, "data.csv:1: ", "quote")

    def test_should_reject_rows_and_keep_the_rest(self):
        run = self.predict(
            b'id,x\na,1\nb\nc,1,2\n"d"e,1\n\xff\xfe,1\nn\0ul,1\n,1\nnan,NaN\nhuge,1e999\ntext,\xc3\xa9\n'
            + b"k" * 513 + b",1\nz,26\n"
        )
        self.assertDone(run)
        self.assertEqual([["a", "2.0"], ["z", "52.0"]], run.predictions)
        self.assertEqual(
            [
                ["data.csv", "3", "", "columns"],
                ["data.csv", "4", "", "columns"],
                ["data.csv", "5", "", "columns"],
                ["data.csv", "6", "id", "encoding"],
                ["data.csv", "7", "id", "encoding"],
                ["data.csv", "8", "id", "missing"],
                ["data.csv", "9", "x", "not-finite"],
                ["data.csv", "10", "x", "range"],
                ["data.csv", "11", "x", "type"],
                ["data.csv", "12", "id", "too-long"],
            ],
            [row[:4] for row in run.rejects],
        )
        self.assertEqual(
            {"columns": 3, "encoding": 2, "missing": 1, "not-finite": 1, "range": 1, "type": 1, "too-long": 1},
            run.report["rejects"],
        )
        self.assertIn('"\ufffd\ufffd"', run.rejects[3][4])
        self.assertIn('"1e999"', run.rejects[7][4])

    def test_should_reject_a_field_of_10_megabytes(self):
        big = b"x" * 10_000_000
        quoted = b'"' + (b"y" * 999 + b"\n") * 10_000 + b'"'
        digits = b"1" * 2_000_000
        commas = b"," * 3_000_000
        rows = b"id,x", b"a,1", big + b",1", b"b,2", quoted + b",1", b"c," + digits, commas, b"d,4"
        run = self.predict(b"\n".join(rows))
        self.assertDone(run)
        self.assertEqual([["a", "2.0"], ["b", "4.0"], ["d", "8.0"]], run.predictions)
        self.assertEqual(
            [["3", "id", "too-long"], ["5", "id", "too-long"], ["10006", "x", "too-long"], ["10007", "", "columns"]],
            [row[1:4] for row in run.rejects],
        )
        self.assertLess(max(len(row[4]) for row in run.rejects), 200)

    def test_should_reject_above_one_mebibyte_and_not_at_it(self):
        described = manifest(input=INPUT + [field("note", "string")])
        exact, more, wide = "n" * (1 << 20), "n" * ((1 << 20) + 1), "é" * ((1 << 19) + 1)
        run = self.predict(f"id,x,note\na,1,{exact}\nb,1,{more}\nc,1,{wide}\n", described=described)
        self.assertEqual([["a", "2.0"]], run.predictions)
        self.assertEqual([["3", "note", "too-long"], ["4", "note", "too-long"]], [row[1:4] for row in run.rejects])

    def test_should_count_lines_behind_one_that_is_read_in_parts(self):
        described = manifest(input=INPUT + [field("note", "string")])
        for length in range((1 << 20) - 7, (1 << 20) - 2):  # parts end before, in and after the line end
            run = self.predict("id,x,note\r\na,1," + "n" * length + "\r\nb\r\n", described=described)
            self.assertEqual((["a", "2.0"], "3"), (run.predictions[0], run.rejects[0][1]))

    def test_should_not_mind_what_other_columns_hold(self):
        run = self.predict(b"other,id,x\n\xff\0,a,1\n" + b"o" * 2_000_000 + b",b,2\n")
        self.assertDone(run)
        self.assertEqual([["a", "2.0"], ["b", "4.0"]], run.predictions)

    def test_should_judge_the_reject_limit_at_the_end(self):
        data = "id,x\na,oops\n" + "".join(f"k{i},1\n" for i in range(199))
        self.assertDone(self.predict(data, rejectLimit="0.5%"))
        self.assertDone(self.predict(data, rejectLimit="1"))
        for limit in ("0", "0.4%", "0%"):
            run = self.predict(data, rejectLimit=limit)
            self.assertFailed(run, 65, "1 of 200", limit)
            self.assertEqual((199, 1), (len(run.predictions), len(run.rejects)))
            self.assertEqual(1, run.report["rowsRejected"])

    def test_should_leave_doubled_keys_to_the_publisher(self):
        run = self.predict("id,x\na,1\na,2\n")
        self.assertDone(run)
        self.assertEqual([["a", "2.0"], ["a", "4.0"]], run.predictions)

    def test_should_take_any_length_in_flat_memory(self):
        # Not RLIMIT_AS: the C library sets 64 MB of addresses aside for a second thread, or not, as locks fall.
        limits = [(resource.RLIMIT_DATA, 100 << 20)]
        described = manifest(input=INPUT + [field("note", "string")])
        rows = b"".join(b"%d,1,%s\n" % (i, b"n" * 3000) for i in range(1000))
        run = self.predict(b"id,x,note\n" + rows * 40, described=described, limits=limits)
        self.assertDone(run)
        self.assertEqual(40_000, run.report["rowsPredicted"])
        run = self.predict(b'id,x,note\n"' + rows * 40, described=described, limits=limits)
        self.assertFailed(run, 65, "data.csv:2: ", "quote")


class TypesTest(ImageTest):
    """Each text of a field alone in a row: what it becomes, or why it is rejected."""

    def check(self, kind, cases, **more):
        described = manifest(
            input=[field("id", "int"), field("v", kind, nullable=True, **more)],
            output=[field("id", "int"), field("v", kind, nullable=True, **more), field("text", "string")],
        )
        echo = model('return [{"id": row["id"], "text": type(row["v"]).__name__} for row in rows]')
        texts = list(cases)
        data = "id,v\n" + "".join(f"{i},{text}\n" for i, text in enumerate(texts))
        run = self.predict(data, code=echo, described=described)
        self.assertDone(run)
        found = {texts[int(row[0])]: row[1] for row in run.predictions}
        found.update({texts[int(row[1]) - 2]: row[3] for row in run.rejects})
        self.assertEqual(cases, found)

    def test_should_read_whole_numbers(self):
        cases = {"7": "7", "-7": "-7", "007": "7", "-0": "0", "": "", "2147483647": "2147483647"}
        bad = "1_000", " 1", "1 ", "１", "0x10", "1.0", "1e3", "true", "-", "--1", "1l", "\u0661", "NaN"
        cases.update(dict.fromkeys(bad, "type"))
        self.check("int", {**cases, "2147483648": "range", "-2147483649": "range", "-2147483648": "-2147483648"})
        high, low = str(2**63 - 1), str(-(2**63))
        self.check("long", {**cases, high: high, low: low, str(2**63): "range", "9" * 5000: "range"})

    def test_should_read_doubles(self):
        cases = {"1": "1.0", "-0.5": "-0.5", ".5": "0.5", "1.": "1.0", "1e3": "1000.0", "1E-3": "0.001", "-0": "-0.0"}
        cases.update({"0.1": "0.1", "1e-999": "0.0", "1e309": "range", "-1e309": "range", "9" * 400: "range"})
        bad = "1_000.0", " 1", "1 ", "１", "0x1p3", "1f", "1d", "nan", "inf", "+Infinity", "infinity", "1.5.2", "."
        cases.update(dict.fromkeys(bad, "type"))
        wild = "NaN", "Infinity", "-Infinity"
        self.check("double", {**cases, **dict.fromkeys(wild, "not-finite")})
        self.check("double", {**cases, **{text: text for text in wild}}, nonFinite=True)

    def test_should_read_booleans(self):
        bad = "True", "FALSE", "1", "0", "yes", " true"
        self.check("boolean", {"true": "true", "false": "false", "": "", **dict.fromkeys(bad, "type")})

    def test_should_read_dates(self):
        good = "2026-11-21", "0001-01-01", "9999-12-31", "2024-02-29"
        bad = "2026-02-29", "2026-13-01", "0000-01-01", "20261121", "2026-1-1", "2026-11-21T00:00:00Z", "21.11.2026"
        self.check("date", {**{text: text for text in good}, **dict.fromkeys(bad + ("２０２６-11-21",), "type")})

    def test_should_read_timestamps(self):
        cases = {
            "2026-11-21T06:00:00Z": "2026-11-21T06:00:00Z",
            "2026-11-21T06:00:00+01:00": "2026-11-21T05:00:00Z",
            "2026-11-21T23:30:00.5-05:30": "2026-11-22T05:00:00.500Z",
            "2026-11-21T06:00:00.000001Z": "2026-11-21T06:00:00.000001Z",
            "0001-01-01T00:00:00+14:00": "range",
        }
        bad = (
            "2026-11-21T06:00:00",
            "2026-11-21 06:00:00Z",
            "2026-11-21T06:00:00.0000001Z",
            "2026-11-21T24:00:00Z",
            "2026-11-21T06:00:60Z",
            "2026-11-21T06:00:00+0100",
            "2026-11-21T06:00:00+24:00",
            "2026-11-21T06:00Z",
            "2026-02-30T06:00:00Z",
            "1763700000",
        )
        bad += "2026-11-21t06:00:00z", "2026-11-21T06:00:00.Z", "2026-11-21T06:00:00 Z"
        self.check("timestamp", {**cases, **dict.fromkeys(bad, "type")})


class ModelFaultTest(ImageTest):
    DATA = "id,x\na,1\nb,2\nc,3\n"

    def test_should_reject_what_the_model_rejects(self):
        body = 'return [slipway.Reject("no \\ud800, really") if row["x"] == 2 else {"score": row["x"]} for row in rows]'
        run = self.predict(self.DATA, code=model(body))
        self.assertDone(run)
        self.assertEqual([["a", "1.0"], ["c", "3.0"]], run.predictions)
        self.assertEqual([["data.csv", "3", "", "model", "no \ufffd, really"]], run.rejects)

    def test_should_isolate_the_row_that_makes_the_model_raise(self):
        body = 'yield from ({"score": 6 / (row.pop("x") - 2)} for row in rows)'
        run = self.predict(self.DATA, code=model(body))
        self.assertDone(run)
        self.assertEqual([["a", "-6.0"], ["c", "6.0"]], run.predictions)
        self.assertEqual(["data.csv", "3", "", "model"], run.rejects[0][:4])
        self.assertIn("ZeroDivisionError", run.rejects[0][4])

    def test_should_keep_rejects_in_input_order(self):
        body = 'return [slipway.Reject("no") if row["x"] == 1 else {"score": 1.0} for row in rows]'
        run = self.predict("id,x\na,1\nb,oops\nc,1\n", code=model(body))
        self.assertEqual([["2", "model"], ["3", "type"], ["4", "model"]], [[r[1], r[3]] for r in run.rejects])

    def test_should_end_as_a_defect_when_every_row_raises(self):
        run = self.predict(self.DATA, code=model('raise ValueError("broken\\nmodel")'))
        self.assertFailed(run, 70, "every row", "data.csv:2 to data.csv:4", "ValueError: broken model")

    def test_should_reject_a_last_row_that_raises_after_good_ones(self):
        body = 'return [{"score": 1 / row["x"]} for row in rows]'
        data = "id,x\n" + "".join(f"k{i},1\n" for i in range(1000))
        run = self.predict(data + "last,0\n", code=model(body))
        self.assertDone(run)
        self.assertEqual([["1002", "", "model"]], [row[1:4] for row in run.rejects])
        run = self.predict(data + "".join(f"l{i},0\n" for i in range(1500)), code=model(body))
        self.assertDone(run)
        self.assertEqual(1500, len(run.rejects))

    def test_should_give_up_after_a_thousand_first_rows_that_raise(self):
        body = 'return [{"score": 1 / row["x"]} for row in rows]'
        bad = [f"k{i},0\n" for i in range(1000)]
        run = self.predict("id,x\n" + "".join(bad) + "last,1\n", code=model(body))
        self.assertFailed(run, 70, "every row", "data.csv:2 to data.csv:1001", "ZeroDivisionError")
        run = self.predict("id,x\n" + "".join(bad[1:]) + "last,1\n", code=model(body))
        self.assertDone(run)
        self.assertEqual([["last", "1.0"]], run.predictions)

    def test_should_tell_the_model_the_moment_it_predicts_for(self):
        body = 'return [{"score": float(slipway.as_of().strftime("%Y%m%d%H"))} for row in rows]'
        run = self.predict("id,x\na,1\n", code=model(body), asOf="2026-11-20T06:00:00.123456789+02:00")
        self.assertEqual([["a", "2026112004.0"]], run.predictions)

    def test_should_end_as_bad_configuration_when_loading_says_so(self):
        code = MODEL.replace('print("loaded")', 'raise slipway.BadConfiguration("needs numpy 2")')
        self.assertFailed(self.predict(self.DATA, code=code), 78, "needs numpy 2")

    def test_should_end_as_a_defect_when_loading_fails(self):
        code = MODEL.replace('print("loaded")', 'json.loads("{")')
        self.assertFailed(self.predict(self.DATA, code=code), 70, "JSONDecodeError")

    def test_should_never_end_well_when_the_model_exits(self):
        for body in ("sys.exit(0)", "raise SystemExit"):
            self.assertFailed(self.predict(self.DATA, code=model(body)), 70, "SystemExit")

    def test_should_find_out_an_answer_that_is_not_what_the_manifest_says(self):
        answers = {
            "None": "NoneType",
            "7": "int",
            "[]": "0 rows for 3",
            "[{}] * 4": "4 rows for 3",
            "[1, 2, 3]": "dict",
            '[{"score": "1.0"}] * 3': "score: expected float, got str",
            '[{"score": True}] * 3': "got bool",
            '[{"score": None}] * 3': "score",
            "[{}] * 3": "score",
            '[{"score": 1.0, "scores": 2.0}] * 3': "scores",
            '[{"score": 1.0, "id": ""}] * 3': "id",
            '[{"score": 1.0, "id": 5}] * 3': "expected str, got int",
        }
        for answer, word in answers.items():
            with self.subTest(answer):
                self.assertFailed(self.predict(self.DATA, code=model("return " + answer)), 70, "predict returned", word)

    def test_should_check_the_type_of_each_output_field(self):
        wrong = {
            "string": (5, b"x", ["x"]),
            "int": (1.0, True, "1"),
            "long": (1.0, None),
            "double": ("1.0", False, 1j),
            "boolean": (1, "true", 0.0),
            "date": (datetime.datetime.now(), "2026-11-21"),
            "timestamp": (datetime.datetime.now(), datetime.date.today(), 1763700000),
        }
        for kind, values in wrong.items():
            for value in values:
                with self.subTest(f"{kind} {value}"), self.assertRaisesRegex(TypeError, "field v: expected "):
                    slipway._Field(field("v", kind)).write(value)

    def test_should_write_each_type(self):
        kinds = "string", "int", "long", "double", "boolean", "date", "timestamp"
        described = manifest(output=[field("id", "string"), *(field(k, k, nullable=True) for k in kinds)])
        body = """
        zone = datetime.timezone(datetime.timedelta(hours=2))
        values = {
            "string": 'a "b", c', "int": -3, "long": 2 ** 62, "double": 5, "boolean": False,
            "date": datetime.date(987, 6, 5), "timestamp": datetime.datetime(2026, 1, 1, 1, 30, tzinfo=zone),
        }
        return [values if row["x"] == 1 else {**row} for row in rows]
        """
        run = self.predict("id,x\na,1\nb,2\n", code="import datetime\n" + model(body), described=described)
        self.assertDone(run)
        self.assertEqual(
            'a,"a ""b"", c",-3,4611686018427387904,5.0,false,0987-06-05,2025-12-31T23:30:00Z\nb,,,,,,,',
            run.files["predictions.csv"].decode().split("\n", 1)[1].strip("\n"),
        )

    def test_should_reject_answers_that_are_no_good_for_one_row(self):
        described = manifest(output=OUTPUT + [field("n", "int"), field("note", "string", nullable=True)])
        body = """
bad = {1: {"score": float("nan")}, 2: {"score": float("-inf")}, 3: {"n": 2 ** 31}, 4: {"note": "\\ud800"},
       5: {"note": "nul\\0"}, 6: {"note": "x" * 2000000}, 7: {"id": "k" * 513}, 8: {"score": 10 ** 400},
       9: {"note": ""}}
return [{"score": 1.0, "n": 1, **bad[row["x"]]} for row in rows]
"""
        data = "id,x\n" + "".join(f"k{i},{i}\n" for i in range(1, 10))
        run = self.predict(data, code=model(body), described=described)
        self.assertDone(run)
        self.assertEqual([["k9", "1.0", "1", ""]], run.predictions)
        codes = ["not-finite", "not-finite", "range", "encoding", "encoding", "too-long", "too-long", "range"]
        self.assertEqual(codes, [row[3] for row in run.rejects])
        fields = ["score", "score", "n", "note", "note", "note", "id", "score"]
        self.assertEqual(fields, [row[2] for row in run.rejects])

    def test_should_show_the_stack_trace_only_when_asked(self):
        code = model('raise ValueError("broken")')
        self.assertFailed(self.predict(self.DATA, code=code), 70)
        self.environment["SLIPWAY_VERBOSE"] = "true"
        verbose = self.predict(self.DATA, code=code)
        self.assertEqual(70, verbose.code)
        self.assertIn("Traceback", verbose.stderr)
        self.assertIn("in predict", verbose.stderr)

    def test_should_print_what_the_locale_cannot(self):
        plain = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
        self.environment.update(plain)
        body = 'print("\\u00e9", rows)\nreturn [{"score": 1.0} for row in rows]'
        run = self.predict("id,x\né,1\n", code=model(body))
        self.assertDone(run)
        self.assertEqual([["é", "1.0"]], run.predictions)


class StoppingTest(ImageTest):
    DATA = "id,x\na,1\n"

    def test_should_end_with_75_when_the_deadline_has_passed(self):
        self.assertFailed(self.predict(self.DATA, deadline="2026-01-01T00:00:00Z"), 75, "2026-01-01T00:00:00Z")

    def test_should_end_with_75_when_the_model_hangs_past_the_deadline(self):
        soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=2)
        body = "while True:\n    try: time.sleep(60)\n    except BaseException: pass"
        self.assertFailed(self.predict(self.DATA, code=model(body), deadline=soon.isoformat()), 75, "deadline")

    def test_should_take_a_deadline_in_the_far_future(self):
        self.assertDone(self.predict(self.DATA, deadline="9999-12-31T23:59:59Z"))

    def test_should_end_with_143_after_sigterm_even_if_the_model_swallows_exceptions(self):
        body = """
open(os.environ["SLIPWAY_OUT"] + "/scoring", "w").close()
while True:
    try: time.sleep(60)
    except BaseException: pass
"""
        self.write_image(model(body), manifest())
        self.write_request()
        (self.root / "in" / "data.csv").write_text(self.DATA)
        process = self.start("predict")
        with process.stdout, process.stderr:
            while not (self.out / "scoring").exists():
                self.assertIsNone(process.poll(), "ended before it scored")
                time.sleep(0.01)
            process.send_signal(signal.SIGTERM)
            self.assertEqual(143, process.wait(60))
        self.assertFalse((self.out / "_SUCCESS").exists())

    def test_should_either_succeed_or_be_stopped_however_late_sigterm_comes(self):
        for call, code in (("fsync", 143), ("replace", 0)):  # the last calls before _SUCCESS is there, and for it
            load = f"""
            real = os.{call}
            def stopped(*arguments):
                if os.path.exists(os.environ["SLIPWAY_OUT"] + "/_SUCCESS.tmp"):
                    os.kill(os.getpid(), 15)
                return real(*arguments)
            os.{call} = stopped
            """
            load = textwrap.indent(textwrap.dedent(load), "    ")
            run = self.predict(self.DATA, code=MODEL.replace('    print("loaded")\n', load))
            self.assertEqual(code, run.code, run.stderr)
            self.assertEqual(code == 0, "_SUCCESS" in run.files)

    def test_should_end_with_75_when_the_disk_is_full(self):
        data = "id,x\n" + "".join(f"k{i},1\n" for i in range(5000))
        for size, name in ((0, "predictions.csv"), (10, "rejects.csv"), (4096, "predictions.csv")):
            run = self.predict(data, limits=[(resource.RLIMIT_FSIZE, size)])
            self.assertFailed(run, 75, "cannot write", name)


if __name__ == "__main__":
    unittest.main()
