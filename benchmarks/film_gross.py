"""What benchmarks/run python measures against: film-gross called from a plain loop over the csv module."""

import csv
import json
import pathlib
import shutil
import sys

verb, source, work = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])

if verb == "prepare":
    shutil.copytree(source / "model", work / "model")
    with open(source / "golden.csv", encoding="utf-8", newline="") as golden:
        rows = list(csv.DictReader(golden))
    names = [name for name in rows[0] if name != "intgross"]
    with open(work / "in" / "data.csv", "w", encoding="utf-8", newline="") as data:
        writer = csv.DictWriter(data, names, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        for number in range(int(sys.argv[4])):
            writer.writerow({**rows[number % len(rows)], "imdb": f"tt{number:08}"})
    types = {"imdb": "string", "title": "string", "year": "int", "budget": "long", "budget_2013$": "long"}
    fields = [{"name": name, "type": types[name], "nullable": name not in ("imdb", "year")} for name in names]
    output = [field for field in fields if not field["name"].startswith("budget")] + [{"name": "gross", "type": "double"}]
    manifest = {"spec": "1.0", "name": "film-gross", "version": "1.0.0", "key": ["imdb"], "input": fields, "output": output}
    (work / "model" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    request = {"spec": "1.0", "runId": "b", "asOf": "2026-11-20T06:00:00Z", "files": ["data.csv"], "rejectLimit": "100%"}
    (work / "in" / "request.json").write_text(json.dumps(request), encoding="utf-8")
else:
    sys.path.insert(0, str(source))
    import model
    import slipway

    def number(text):
        return int(text) if text else None

    model._learned.update(json.loads((work / "model" / "gross.json").read_text("utf-8")))
    with open(work / "in" / "data.csv", encoding="utf-8", newline="") as data:
        with open(work / "out" / "predictions.csv", "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(["imdb", "title", "year", "gross"])
            for row in csv.DictReader(data):
                budgets = {name: number(row[name]) for name in ("budget", "budget_2013$")}
                film = model.predict([{**row, **budgets, "year": int(row["year"])}])[0]
                if not isinstance(film, slipway.Reject):
                    writer.writerow([row["imdb"], film["title"], row["year"], film["gross"]])
