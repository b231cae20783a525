"""Makes a model written in Python a standard inference image (SPEC.md, specification 1.0).

Quickstart: ``model.py``, beside this file, complete::

    import json
    import slipway

    factor = None

    def load():                       # once, before the first row
        global factor
        factor = json.loads((slipway.folder() / "factor.json").read_text())["factor"]

    def predict(rows):                # a list of dicts in, as many out, in the same order
        return [
            {"gross": row["budget"] * factor} if row["budget"] else slipway.Reject("no budget")
            for row in rows
        ]

    if __name__ == "__main__":
        slipway.main(load, predict)

``python3 model.py describe|validate|predict`` then keeps the contract: folders, CSV, rejects, report, ``_SUCCESS``
and exit codes. The fields come from ``model.yaml``; each value of a row is a ``str``, ``int``, ``float``, ``bool``,
``datetime.date``, ``datetime.datetime`` (aware, UTC) or ``None``. What ``predict`` returns is checked against the
output's types. An output field that has the name and type of an input field may be left out: it is copied.

Where what surrounds the model is not as it must be, a library of another version or a variable that is missing, ``load``
raises ``slipway.BadConfiguration("needs numpy 2, this is 1.26")``: the run ends with 78 and that message, and nobody
looks for a defect in the model. A row that cannot be scored is answered with ``slipway.Reject("why")``.

``predict`` must not remember earlier rows. When it raises, its rows are tried one by one; those that raise again are
rejected, and when the first 1000 all do, or every row of a shorter run, it ends as a defect. What it prints is log.

One file, the standard library alone, Python 3.9 or newer. Names that start with ``_`` are not part of the interface.
"""

from __future__ import annotations

import collections
import contextlib
import datetime
import decimal
import functools
import hashlib
import io
import json
import math
import numbers
import os
import pathlib
import re
import signal
import sys
import threading
import traceback
from collections.abc import Iterable, Mapping
from typing import Any, Callable, Dict, Iterator, List, NamedTuple, NoReturn, Optional, Sequence, TextIO, Tuple, Union

__all__ = ["BadConfiguration", "Reject", "as_of", "folder", "main"]

Row = Dict[str, Any]
"""Field name to value."""

_SPEC = "1.0"
_USAGE, _BAD_DATA, _DEFECT, _TRY_AGAIN, _BAD_CONFIGURATION, _TERMINATED = 64, 65, 70, 75, 78, 143
_BATCH_ROWS = 1000
_TELLING = 1000  # so many first rows that all raise are a broken model
_BATCH_CHARACTERS = 8 << 20  # a batch of very long rows ends early, so that memory stays flat
_LONGEST_FIELD = 1 << 20  # bytes
_LONGEST_KEY = 512  # bytes; a longer one may not fit into an index page of PostgreSQL
_CHUNK = 1 << 20  # characters of a physical line that are read at once
_UTC = datetime.timezone.utc

_as_of: Optional[datetime.datetime] = None


class Reject:
    """Returned by ``predict`` in place of a row's dict: the row goes to ``rejects.csv`` with the code ``model``."""

    def __init__(self, reason: str):
        self.reason = reason


def folder() -> pathlib.Path:
    """The model folder: ``manifest.json``, ``golden.csv`` and the trained artefact, side by side."""
    return pathlib.Path(os.environ.get("SLIPWAY_MODEL", "/opt/model"))


def as_of() -> Optional[datetime.datetime]:
    """The moment the prediction is made for, in UTC; None in ``validate``. Use it instead of the clock."""
    return _as_of


def main(load: Callable[[], Any], predict: Callable[[List[Row]], Iterable[Union[Row, Reject]]]) -> NoReturn:
    """Runs the verb on the command line and ends the process with the specification's exit code.

    ``load()`` is called once before the first row; ``predict(rows)`` once for each batch of at most 1000 rows.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a title that the locale cannot print must not cost its row
            stream.reconfigure(errors="backslashreplace")
    verbs = {"describe": _describe, "validate": _validate, "predict": _predict}
    code = 0
    try:
        if len(sys.argv) != 2 or sys.argv[1] not in verbs:
            given = " ".join(sys.argv[1:]) or "nothing"
            raise _Stop(_USAGE, f"expected one verb, describe, validate or predict, got {given}")
        signal.signal(signal.SIGTERM, _terminated)
        verbs[sys.argv[1]](_Manifest.read(), load, predict)
    except _Stop as stop:
        code = _complain(stop.code, str(stop), stop.__cause__)
    except (Exception, SystemExit) as error:  # SystemExit: a model that calls sys.exit() must not look like success
        code = _complain(_DEFECT, f"unexpected {_name(error)}", error)
    try:
        sys.stdout.flush()
    except OSError as error:
        os._exit(code or _complain(_TRY_AGAIN, f"cannot write to stdout: {error}", error))
    sys.exit(code)


# ---- failures ----------------------------------------------------------------------------------------------------


class _Stop(Exception):
    """Ends the run with an exit code and a message for a person."""

    def __init__(self, code: int, message: str):
        super().__init__(message)
        self.code = code


class BadConfiguration(_Stop):
    """Raised by ``load`` where what surrounds the model is not as it must be: ends with 78 and the message."""

    def __init__(self, message: str):
        super().__init__(_BAD_CONFIGURATION, message)


class _Bad(Exception):
    """Rejects a row: its code in rejects.csv, the field (empty for the row as a whole) and the reason."""

    def __init__(self, code: str, field: str, reason: str):
        super().__init__(reason)
        self.code, self.field, self.reason = code, field, reason


class _Unfit(Exception):
    """A value that is no good: the code in rejects.csv, and what would be right."""

    def __init__(self, code: str, right: str):
        super().__init__(right)
        self.code = code


class _NoTable(Exception):
    """A file that cannot be read as a table: the line and why."""


def _complain(code: int, message: str, cause: Optional[BaseException]) -> int:
    print(f"slipway: {message}", file=sys.stderr)
    if cause is not None and os.environ.get("SLIPWAY_VERBOSE") == "true":
        traceback.print_exception(type(cause), cause, cause.__traceback__)
    return code


def _name(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".rstrip(": ").splitlines())


def _cut(value: object) -> str:
    """A received value for a message: at most 80 characters, nothing that UTF-8 or a database could not hold."""
    text = str(value)
    return _UNFIT.sub("\ufffd", text[:80]) + ("…" if len(text) > 80 else "")


_UNFIT = re.compile("[\0\ud800-\udfff]")  # surrogates stand for bytes that are no UTF-8


# ---- stopping ----------------------------------------------------------------------------------------------------

_ending = threading.Lock()  # held for good once _SUCCESS is about to appear: nothing may stop the run after that


def _terminated(signum: int, frame: object) -> None:
    os.write(2, b"slipway: stopped by SIGTERM\n")
    os._exit(_TERMINATED)  # not an exception: a model's "except:" would swallow it


def _stop_at(deadline: datetime.datetime) -> None:
    """Ends the process with 75 when the deadline passes, even while the model hangs."""

    def late() -> None:
        with _ending:
            os.write(2, f"slipway: the deadline {_write_timestamp(deadline)} has passed\n".encode())
            os._exit(_TRY_AGAIN)

    left = (deadline - datetime.datetime.now(_UTC)).total_seconds()
    if left <= 0:
        late()
    watch = threading.Timer(min(left, threading.TIMEOUT_MAX), late)
    watch.daemon = True
    watch.start()


# ---- CSV ---------------------------------------------------------------------------------------------------------


class _Record:
    """Parses one record from pieces of text. A field longer than allowed is cut, so that memory stays flat.

    Not the csv module: even strict, it ends the record at its limit for a field and reads on in the middle of it, and
    a quote that is never closed makes it read the whole file into memory.
    """

    def __init__(self, limit: float):
        self.fields: List[str] = []
        self.count = 0
        self.quoted = False  # inside quotes
        self.opened = 0  # the physical line of the last opening quote
        self.sound = True  # no characters after a closing quote
        self._limit = limit  # fields beyond it are dropped
        self._closed = False  # the last character was a quote inside quotes: it closes them, or is doubled
        self._fresh = True  # at the first character of a field
        self._parts: List[str] = []
        self._size = 0

    def feed(self, text: str, line: int) -> bool:
        """Takes a physical line, or a part of a long one. Returns whether the record ends with it."""
        at = 0
        while at < len(text):
            character = text[at]
            if self.quoted:
                quote = text.find('"', at)
                end = len(text) if quote < 0 else quote
                self._keep(text[at:end])
                at = end + 1
                self.quoted, self._closed = quote < 0, quote >= 0
            elif character == '"' and (self._fresh or self._closed):
                if self._closed:
                    self._keep('"')
                else:
                    self.opened = line
                self.quoted, self._closed, self._fresh = True, False, False
                at += 1
            elif character == ",":
                self.end_field()
                at += 1
            elif character in "\r\n":
                self.end_field()
                return True
            else:
                self.sound = self.sound and not self._closed
                self._closed = self._fresh = False
                comma = text.find(",", at)
                end = comma if comma >= 0 else len(text.rstrip("\r\n"))
                self._keep(text[at:end])
                at = end
        return False

    def end_field(self) -> None:
        self.count += 1
        if self.count <= self._limit:
            self.fields.append("".join(self._parts))
        self._parts, self._size, self._closed, self._fresh = [], 0, False, True

    def _keep(self, part: str) -> None:
        if self._size <= _LONGEST_FIELD:
            self._parts.append(part)
        self._size += len(part)


def _records(file: TextIO) -> Iterator[Tuple[int, List[str], int, bool]]:
    """Yields each record that is not a blank line: first physical line, fields, how many, whether its quotes are sound.

    Of a record with more fields than the first one, the header, only so many are kept. Where a quote is never closed,
    _NoTable is raised at the end of the file.
    """
    line, limit = 0, math.inf
    text = _read_line(file)
    while text:
        line += 1
        start, sound = line, True
        if '"' not in text and len(text) < _CHUNK:
            fields = text.rstrip("\r\n").split(",")
            count = len(fields)
        else:
            record = _Record(limit)
            while text and not record.feed(text, line):
                line += text[-1] in "\r\n"
                text = _read_line(file)
            if not text and record.quoted:
                raise _NoTable(record.opened, "the quote opened here is never closed; nothing behind it can be read")
            if not text:
                record.end_field()
            fields, count, sound = record.fields, record.count, record.sound
        if fields != [""] or '"' in text:
            yield start, fields, count, sound
            limit = count if limit == math.inf else limit
        text = _read_line(file)


def _read_line(file: TextIO) -> str:
    """A physical line, or the next part of a long one; never cut between CR and LF."""
    text = file.readline(_CHUNK)
    return text + file.readline(1) if len(text) == _CHUNK and text[-1] == "\r" else text


def _csv_line(values: Sequence[str]) -> str:
    quoted = ['"' + v.replace('"', '""') + '"' if _is_special(v) else v for v in values]
    return ",".join(quoted) + "\n"


_is_special = re.compile('[",\r\n]').search


# ---- literals ----------------------------------------------------------------------------------------------------
# Readers raise ValueError for what is no literal of the type and OverflowError for what the type cannot hold. Writers
# return None for a value of another type.

_WHOLE = re.compile(r"[+-]?[0-9]+").fullmatch
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?").fullmatch
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})").fullmatch
_TIMESTAMP = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,6}))?"
    r"(?:Z|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
).fullmatch
_NON_FINITE = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def _match(pattern: Callable[[str], Any], text: str) -> Any:
    found = pattern(text)
    if not found:
        raise ValueError
    return found


def _in_range(value: int, bits: int) -> int:
    if not -1 << bits - 1 <= value < 1 << bits - 1:
        raise OverflowError
    return value


def _read_whole(bits: int, text: str) -> int:
    _match(_WHOLE, text)
    if len(text) > 4000:  # Python itself refuses to read so many digits
        text = text[0] + text[1:].lstrip("0")[:4000]
    return _in_range(int(text), bits)


def _write_whole(bits: int, value: Any) -> Optional[str]:
    if isinstance(value, bool) or not isinstance(value, numbers.Integral):
        return None
    return str(_in_range(int(value), bits))


def _read_double(text: str) -> float:
    if text in _NON_FINITE:
        return _NON_FINITE[text]
    _match(_DECIMAL, text)
    value = float(text)
    if math.isinf(value):
        raise OverflowError
    return value


def _write_double(value: Any) -> Optional[str]:
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    number = float(value)  # numpy's floats would print with their type
    if math.isfinite(number):
        return repr(number)
    return "NaN" if number != number else "Infinity" if number > 0 else "-Infinity"


def _read_boolean(text: str) -> bool:
    if text not in ("true", "false"):
        raise ValueError
    return text == "true"


def _write_boolean(value: Any) -> Optional[str]:
    return ("true" if value else "false") if isinstance(value, bool) else None


def _read_date(text: str) -> datetime.date:
    return datetime.date(*map(int, _match(_DATE, text).groups()))


def _write_date(value: Any) -> Optional[str]:
    plain = isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)
    return value.isoformat() if plain else None


def _read_timestamp(text: str) -> datetime.datetime:
    *clock, fraction, sign, hours, minutes = _match(_TIMESTAMP, text).groups()
    year, month, day, hour, minute, second = map(int, clock)
    micros = int((fraction or "").ljust(6, "0"))
    local = datetime.datetime(year, month, day, hour, minute, second, micros, _UTC)
    offset = datetime.timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
    return local + offset if sign == "-" else local - offset


def _write_timestamp(value: Any) -> Optional[str]:
    if not isinstance(value, datetime.datetime) or value.utcoffset() is None:
        return None
    utc = value.astimezone(_UTC)
    precision = "seconds" if not utc.microsecond else "microseconds" if utc.microsecond % 1000 else "milliseconds"
    return datetime.datetime.isoformat(utc, timespec=precision)[: -len("+00:00")] + "Z"


class _Type(NamedTuple):
    literal: str  # what a good one looks like
    range: str
    python: str
    read: Callable[[str], Any]
    write: Callable[[Any], Optional[str]]


def _whole_type(bits: int) -> _Type:
    range_ = f"a whole number from {-1 << bits - 1} to {(1 << bits - 1) - 1}"
    read, write = functools.partial(_read_whole, bits), functools.partial(_write_whole, bits)
    return _Type("a whole number such as 42", range_, "int", read, write)


_TIME = "a time with an offset such as 2026-11-21T06:00:00Z"
_YEARS = "a time from year 0001 to 9999 in UTC"
_LARGEST = "1.7976931348623157E308"
_TYPES = {
    "string": _Type("text", "", "str", str, lambda value: value if isinstance(value, str) else None),
    "int": _whole_type(32),
    "long": _whole_type(64),
    "double": _Type(
        "a number such as 0.5", f"a number from -{_LARGEST} to {_LARGEST}", "float", _read_double, _write_double
    ),
    "boolean": _Type("true or false", "", "bool", _read_boolean, _write_boolean),
    "date": _Type("a date such as 2026-11-21", "", "datetime.date", _read_date, _write_date),
    "timestamp": _Type(_TIME, _YEARS, "datetime.datetime with a time zone", _read_timestamp, _write_timestamp),
}


class _Field:
    """A column of the input or the output."""

    def __init__(self, described: Mapping[str, Any]):
        self.name: str = described["name"]
        self.kind: str = described["type"]
        if self.kind not in _TYPES:
            raise ValueError(f"field {self.name}: expected one of {', '.join(_TYPES)}, got {self.kind}")
        self.type = _TYPES[self.kind]
        self.nullable = described.get("nullable", False)
        self._finite = self.kind == "double" and not described.get("nonFinite", False)

    def read(self, text: str) -> Any:
        """The value of a text; None where it is empty. Raises _Bad."""
        if not text:
            if self.nullable:
                return None
            raise _Bad("missing", self.name, "expected a value, got an empty field")
        try:
            self._check(text)
            value = self.type.read(text)
            if self._finite and not math.isfinite(value):
                raise _Unfit("not-finite", "a finite number")
            return value
        except ValueError:
            raise _Bad("type", self.name, f'expected {self.type.literal}, got "{_cut(text)}"') from None
        except OverflowError:
            raise _Bad("range", self.name, f'expected {self.type.range}, got "{_cut(text)}"') from None
        except _Unfit as unfit:
            raise _Bad(unfit.code, self.name, f'expected {unfit}, got "{_cut(text)}"') from None

    def write(self, value: Any) -> str:
        """The text of a value. Raises _Bad where the value is no good, TypeError where its type is not."""
        try:
            text = "" if value is None else self.type.write(value)
            if text is None or not (text or self.nullable):
                null = " or None" if self.nullable else ""
                got = f"{type(value).__name__} {_cut(repr(value))}"
                raise TypeError(f"field {self.name}: expected {self.type.python}{null}, got {got}")
            if self._finite and text in _NON_FINITE:
                raise _Unfit("not-finite", "a finite number")
            self._check(text)
            return text
        except OverflowError:
            raise _Bad("range", self.name, f"expected {self.type.range}, got {_cut(value)} from the model") from None
        except _Unfit as unfit:
            raise _Bad(unfit.code, self.name, f"expected {unfit}, got {_cut(value)} from the model") from None

    @staticmethod
    def _check(text: str) -> None:
        if len(text) <= _LONGEST_FIELD and text.isascii() and "\0" not in text:
            return
        if len(text) > _LONGEST_FIELD or len(text.encode("utf-8", "surrogatepass")) > _LONGEST_FIELD:
            raise _Unfit("too-long", f"at most {_LONGEST_FIELD} bytes")
        if _UNFIT.search(text):
            raise _Unfit("encoding", "UTF-8 without U+0000")


# ---- manifest ----------------------------------------------------------------------------------------------------


class _Manifest:
    """What the image says of itself; SPEC.md, "Manifest"."""

    def __init__(self, described: Mapping[str, Any]):
        self.json = described
        self.name: str = described["name"]
        self.version: str = described["version"]
        self.key: List[str] = described["key"]
        self.input = [_Field(field) for field in described["input"]]
        self.output = [_Field(field) for field in described["output"]]
        self.actuals: Dict[str, str] = described.get("actuals") or {}
        self.metrics: List[Mapping[str, Any]] = described.get("metrics") or []
        self.golden_sha256: Optional[str] = described.get("goldenSha256")
        names = [field.name for field in self.output]
        for name in [*self.key, *self.actuals]:
            if name not in names:
                raise ValueError(f"{name} in key or actuals is no output field")
        for threshold in self.metrics:
            if threshold["metric"] not in _METRICS or threshold["field"] not in self.actuals:
                raise ValueError(f"metric {threshold['metric']} is unknown, or its field has no actuals")

    @staticmethod
    def read() -> _Manifest:
        path = folder() / "manifest.json"
        try:
            return _Manifest(_read_json(path))
        except OSError as error:
            raise _Stop(_DEFECT, f"cannot read {path}: {error.strerror}") from error
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _Stop(_DEFECT, f"{path}: not a manifest: {_name(error)}") from error


def _read_json(path: pathlib.Path) -> Mapping[str, Any]:
    content: Mapping[str, Any] = json.loads(path.read_bytes())
    spec = content["spec"]
    if str(spec).split(".")[0] != _SPEC.split(".")[0]:
        raise _Stop(_BAD_CONFIGURATION, f"{path}: spec: expected 1.x, got {_cut(spec)}")
    return content


# ---- input -------------------------------------------------------------------------------------------------------


class _Line:
    """A record on its way through: where it stood, its input, and its output or why it is rejected."""

    __slots__ = ("file", "number", "size", "values", "actuals", "output", "bad")

    def __init__(self, file: str, number: int, size: int):
        self.file, self.number, self.size = file, number, size
        self.values: List[Any] = []
        self.actuals: List[Any] = []
        self.output: List[str] = []
        self.bad: Optional[_Bad] = None

    def __str__(self) -> str:
        return f"{self.file}:{self.number}: {self.bad.field if self.bad else ''} {self.bad}"


class _Input:
    """Reads data files into lines.

    An actual (the truth of an output field, in the column that the manifest names) that is empty or no literal only
    leaves its row out of the metrics.
    """

    def __init__(self, manifest: _Manifest, demand_actuals: bool):
        self._fields = manifest.input
        self._truths = [(manifest.actuals[f.name], f) for f in manifest.output if f.name in manifest.actuals]
        self._demanded = [field.name for field in self._fields]
        self._demanded += [column for column, _ in self._truths] if demand_actuals else []
        self.ignored: List[str] = []  # columns that the manifest does not name

    def batches(self, folder: pathlib.Path, names: Iterable[str]) -> Iterator[List[_Line]]:
        batch: List[_Line] = []
        size = 0
        for name in names:
            for line in self._lines(folder / name, name):
                batch.append(line)
                size += line.size
                if len(batch) == _BATCH_ROWS or size > _BATCH_CHARACTERS:
                    yield batch
                    batch, size = [], 0
        if batch:
            yield batch

    def _lines(self, path: pathlib.Path, name: str) -> Iterator[_Line]:
        try:
            with open(path, encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
                records = _records(file)
                at, header, *_ = next(records, (1, [], 0, True))
                self._look_at(at, header)
                places = [(header.index(field.name), field) for field in self._fields]
                truths = [(header.index(column) if column in header else -1, f) for column, f in self._truths]
                for number, texts, count, sound in records:
                    line = _Line(name, number, sum(map(len, texts)))
                    try:
                        if not sound:
                            reason = "expected a comma or a line end after a closing quote, got text"
                            raise _Bad("columns", "", reason)
                        if count != len(header):
                            raise _Bad("columns", "", f"expected {len(header)} fields as the header has, got {count}")
                        line.values = [field.read(texts[at]) for at, field in places]
                        line.actuals = [None if at < 0 else _read_actual(field, texts[at]) for at, field in truths]
                    except _Bad as bad:
                        line.bad = bad
                    yield line
        except OSError as error:
            raise _Stop(_BAD_DATA, f"{name}: cannot be read: {error.strerror}: {path}") from error
        except _NoTable as error:
            raise _Stop(_BAD_DATA, "{}:{}: {}".format(name, *error.args)) from None

    def _look_at(self, line: int, header: List[str]) -> None:
        if not header:
            raise _NoTable(line, "the file is empty; expected a header line")
        if _UNFIT.search(",".join(header)):
            raise _NoTable(line, f'the header is not UTF-8 text: "{_cut(",".join(header))}"')
        doubled = [name for name, times in collections.Counter(header).items() if times > 1]
        if doubled:
            raise _NoTable(line, f'column "{_cut(doubled[0])}" stands twice in the header')
        missing = [name for name in self._demanded if name not in header]
        if missing:
            text = ",".join(header)
            hints = {";": '";"', "\t": "tabs", "|": '"|"'}
            found = [word for mark, word in hints.items() if mark in text and set(text.split(mark)) & {*self._demanded}]
            hint = f"; the fields seem to be separated by {found[0]}, expected commas" if found else ""
            wanted = f"expected the columns {', '.join(self._demanded)}; missing {', '.join(missing)}"
            raise _NoTable(line, f'{wanted}; the header is "{_cut(text)}"{hint}')
        known = {*self._demanded, *(column for column, _ in self._truths)}
        self.ignored += [name for name in header if name not in known and name not in self.ignored]


def _read_actual(field: _Field, text: str) -> Any:
    try:
        return field.read(text)
    except _Bad:
        return None


# ---- metrics -----------------------------------------------------------------------------------------------------


class _Measure:
    """Compares one output field with its actuals, row by row; rows where either is null are left out."""

    def __init__(self) -> None:
        self.rows = self.relative_rows = 0
        self.square = self.absolute = self.relative = self.error = self.log = self.equal = 0.0
        self.mean = self.spread = 0.0  # of the actuals, by Welford's method

    def add(self, predicted: Any, actual: Any) -> None:
        if predicted is None or actual is None:
            return
        self.rows += 1
        self.equal += predicted == actual
        if isinstance(actual, numbers.Real):
            predicted, actual = float(predicted), float(actual)
            error = predicted - actual
            self.square += error * error
            self.absolute += abs(error)
            self.error += error
            if actual:
                self.relative += abs(error / actual)
                self.relative_rows += 1
            defined = predicted > -1 and actual > -1
            self.log += (math.log1p(predicted) - math.log1p(actual)) ** 2 if defined else math.nan
            delta = actual - self.mean
            self.mean += delta / self.rows
            self.spread += delta * (actual - self.mean)


_METRICS: Dict[str, Callable[[_Measure], float]] = {
    "rmse": lambda m: math.sqrt(m.square / m.rows),
    "mae": lambda m: m.absolute / m.rows,
    "mape": lambda m: m.relative / m.relative_rows,
    "rmsle": lambda m: math.sqrt(m.log / m.rows),
    "r2": lambda m: 1 - m.square / m.spread,
    "bias": lambda m: m.error / m.rows,
    "accuracy": lambda m: m.equal / m.rows,
}


# ---- scoring -----------------------------------------------------------------------------------------------------


class _Scorer:
    """Reads lines, asks the model, checks what it answers, counts and measures."""

    def __init__(self, manifest: _Manifest, predict: Callable[[List[Row]], Any], demand_actuals: bool):
        self.input = _Input(manifest, demand_actuals)
        self.read = 0
        self.rejects: collections.Counter[str] = collections.Counter()
        self.first = ""  # the first reject
        self._answered = False  # whether any row was taken without raising; from then on a row that raises is bad
        self._raised: List[Tuple[str, Exception]] = []  # where and what, until then
        self._manifest = manifest
        self._predict = predict
        self._measures = {name: _Measure() for name in manifest.actuals}
        self._names = [field.name for field in manifest.input]
        same = {(field.name, field.kind): at for at, field in enumerate(manifest.input)}
        self._sources = [same.get((field.name, field.kind)) for field in manifest.output]
        self._known = {*self._names, *(field.name for field in manifest.output)}
        self._key = [at for at, field in enumerate(manifest.output) if field.name in manifest.key]
        self._measured = [at for at, field in enumerate(manifest.output) if field.name in manifest.actuals]

    def batches(self, folder: pathlib.Path, names: Iterable[str]) -> Iterator[List[_Line]]:
        """Yields the input's lines in order, each with its output or the reason of its reject."""
        for batch in self.input.batches(folder, names):
            good = [line for line in batch if line.bad is None]
            for line, answer in zip(good, self._ask(good) if good else []):
                try:
                    self._take(line, answer)
                except _Bad as bad:
                    line.bad = bad
                except TypeError as error:
                    where = f"{line.file}:{line.number}"
                    raise _Stop(_DEFECT, f"{where}: predict returned not what model.yaml says: {error}") from error
            self.read += len(batch)
            rejects = [line for line in batch if line.bad is not None]
            self.rejects.update(line.bad.code for line in rejects if line.bad)
            self.first = self.first or (str(rejects[0]) if rejects else "")
            yield batch
        if self._raised and not self._answered:
            self._give_up()

    def _ask(self, lines: List[_Line]) -> List[Any]:
        """One answer for each line. Halving finds a row that makes the model raise; the exception is its answer."""
        try:
            answers = self._call(lines)
            self._answered = True
            return answers
        except _Stop:
            raise
        except Exception as error:
            if len(lines) == 1:
                self._count(lines[0], error)
                return [error]
        middle = len(lines) // 2
        return self._ask(lines[:middle]) + self._ask(lines[middle:])

    def _count(self, line: _Line, error: Exception) -> None:
        if not self._answered:
            self._raised.append((f"{line.file}:{line.number}", error))
            if len(self._raised) == _TELLING:
                self._give_up()

    def _give_up(self) -> NoReturn:
        (first, _), (last, error) = self._raised[0], self._raised[-1]
        raise _Stop(_DEFECT, f"predict raised for every row from {first} to {last}: {_name(error)}") from error

    def _call(self, lines: List[_Line]) -> List[Any]:
        answers = self._predict([dict(zip(self._names, line.values)) for line in lines])
        if not isinstance(answers, Iterable):
            raise _Stop(_DEFECT, f"predict returned {type(answers).__name__}, expected a list of dicts")
        answers = list(answers)
        if len(answers) != len(lines):
            raise _Stop(_DEFECT, f"predict returned {len(answers)} rows for {len(lines)}, expected one for each")
        return answers

    def _take(self, line: _Line, answer: Any) -> None:
        if isinstance(answer, Exception):
            raise _Bad("model", "", _cut(f"the model raised {_name(answer)}"))
        if isinstance(answer, Reject):
            raise _Bad("model", "", _cut(answer.reason))
        if not isinstance(answer, Mapping):
            raise TypeError(f"expected a dict or slipway.Reject, got {type(answer).__name__}")
        if not self._known.issuperset(answer):
            raise TypeError(f"no field {', '.join(sorted(map(str, set(answer) - self._known)))}")
        fields = self._manifest.output
        values = [
            answer[field.name] if field.name in answer else None if source is None else line.values[source]
            for field, source in zip(fields, self._sources)
        ]
        line.output = [field.write(value) for field, value in zip(fields, values)]
        key = [line.output[at] for at in self._key]
        if sum(len(part.encode()) for part in key) > _LONGEST_KEY:
            got = sum(len(part.encode()) for part in key)
            reason = f"expected a key of at most {_LONGEST_KEY} bytes, got {got}"
            raise _Bad("too-long", fields[self._key[0]].name, reason)
        for at, actual in zip(self._measured, line.actuals):
            self._measures[fields[at].name].add(values[at], actual)

    def metrics(self) -> Dict[str, float]:
        """Value by metric; without those that the rows do not allow to compute."""
        metrics = {}
        for threshold in self._manifest.metrics:
            if self._measures[threshold["field"]].rows:
                with contextlib.suppress(ZeroDivisionError):
                    metrics[threshold["metric"]] = _METRICS[threshold["metric"]](self._measures[threshold["field"]])
        return {metric: value for metric, value in metrics.items() if math.isfinite(value)}

    def report(self, verb: str, run_id: Optional[str], started: datetime.datetime, passed: bool) -> Dict[str, Any]:
        rejected = sum(self.rejects.values())
        return {
            "spec": _SPEC,
            "verb": verb,
            "model": self._manifest.name,
            "version": self._manifest.version,
            **({"runId": run_id} if run_id else {}),
            "started": _write_timestamp(started),
            "ended": _write_timestamp(datetime.datetime.now(_UTC)),
            "rowsRead": self.read,
            "rowsPredicted": self.read - rejected,
            "rowsRejected": rejected,
            "rejects": dict(sorted(self.rejects.items())),
            "ignoredColumns": self.input.ignored,
            "metrics": self.metrics(),
            "passed": passed,
        }


# ---- output ------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _writing(path: pathlib.Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _Stop(_TRY_AGAIN, f"cannot write {path}: {error.strerror}") from error


class _Sink:
    """A new file, hashed as it is written. Unbuffered: callers write whole batches."""

    def __init__(self, path: pathlib.Path):
        self.path, self.rows = path, 0
        self._hash = hashlib.sha256()
        with _writing(path):
            self._file = open(path, "xb", buffering=0)

    def write(self, lines: Sequence[str]) -> None:
        content = "".join(lines).encode()
        self.rows += len(lines)
        self._hash.update(content)
        left = memoryview(content)
        with _writing(self.path):
            while left:
                left = left[self._file.write(left) :]

    def close(self) -> str:
        """Closes the file once it is on the disk. Returns its SHA-256."""
        with _writing(self.path):
            os.fsync(self._file.fileno())
            self._file.close()
        return self._hash.hexdigest()


def _write_json(path: pathlib.Path, content: Mapping[str, Any]) -> str:
    sink = _Sink(path)
    sink.write([json.dumps(content), "\n"])
    return sink.close()


def _output_folder() -> pathlib.Path:
    out = pathlib.Path(os.environ.get("SLIPWAY_OUT", "/run/out"))
    try:
        found = sorted(entry.name for entry in out.iterdir())
    except OSError as error:
        raise _Stop(_BAD_CONFIGURATION, f"cannot read the output folder {out}: {error.strerror}") from error
    if found:
        raise _Stop(_BAD_CONFIGURATION, f"expected the output folder {out} to be empty, got {', '.join(found[:5])}")
    return out


# ---- verbs -------------------------------------------------------------------------------------------------------


def _describe(manifest: _Manifest, load: Callable[[], Any], predict: Callable[[List[Row]], Any]) -> None:
    print(json.dumps(manifest.json))


def _validate(manifest: _Manifest, load: Callable[[], Any], predict: Callable[[List[Row]], Any]) -> None:
    started, out, golden = datetime.datetime.now(_UTC), _output_folder(), folder() / "golden.csv"
    wanted = manifest.golden_sha256
    if not golden.exists() and (wanted or manifest.metrics):
        raise _Stop(_DEFECT, f"{golden}: the manifest speaks of a golden set, but there is none")
    found = hashlib.sha256(golden.read_bytes()).hexdigest() if golden.exists() else None
    if wanted and found != wanted:
        raise _Stop(_DEFECT, f"{golden}: expected SHA-256 {wanted} as the manifest has it, got {found}")
    load()
    scorer = _Scorer(manifest, predict, demand_actuals=True)
    try:
        for batch in scorer.batches(folder(), [golden.name] if found else []):
            for line in batch:
                if line.bad is not None:
                    print(f"rejected: {line}")
    except _Stop as stop:  # bad data in the image itself is the image's defect
        raise _Stop(_DEFECT if stop.code == _BAD_DATA else stop.code, str(stop)) from stop.__cause__
    metrics = scorer.metrics()
    print(f"{manifest.name} {manifest.version}: {scorer.read} golden rows, metrics {metrics}")
    failures = [
        f"{t['metric']} of {t['field']}: expected {_bounds(t)}, got {metrics.get(t['metric'], 'no value')}"
        for t in manifest.metrics
        if not _passes(t, metrics.get(t["metric"], math.nan))
    ]
    _write_json(out / "report.json", scorer.report("validate", None, started, not failures))
    if failures:
        raise _Stop(_DEFECT, "; ".join(failures))


def _passes(threshold: Mapping[str, Any], value: float) -> bool:
    low, high = threshold.get("min"), threshold.get("max")
    return (low is None or value >= low) and (high is None or value <= high) and not math.isnan(value)


def _bounds(threshold: Mapping[str, Any]) -> str:
    words = {"min": "at least", "max": "at most"}
    return " and ".join(f"{word} {threshold[side]}" for side, word in words.items() if threshold.get(side) is not None)


def _predict(manifest: _Manifest, load: Callable[[], Any], predict: Callable[[List[Row]], Any]) -> None:
    global _as_of
    started = datetime.datetime.now(_UTC)
    request = _Request.read()
    out = _output_folder()
    if request.deadline:
        _stop_at(request.deadline)
    _as_of = request.as_of
    scorer = _Scorer(manifest, predict, demand_actuals=False)
    predictions, rejects = _Sink(out / "predictions.csv"), _Sink(out / "rejects.csv")
    predictions.write([_csv_line([field.name for field in manifest.output])])
    rejects.write([_csv_line(["file", "line", "field", "code", "reason"])])
    load()
    for batch in scorer.batches(request.folder, request.files):
        predictions.write([_csv_line(line.output) for line in batch if line.bad is None])
        bad = [(line.file, str(line.number), line.bad) for line in batch if line.bad is not None]
        rejects.write([_csv_line([file, line, bad.field, bad.code, bad.reason]) for file, line, bad in bad])
    files: Dict[str, Any] = {s.path.name: {"sha256": s.close(), "rows": s.rows - 1} for s in (predictions, rejects)}
    report = scorer.report("predict", request.run_id, started, True)
    files["report.json"] = {"sha256": _write_json(out / "report.json", report)}
    rejected = report["rowsRejected"]
    print(f"{manifest.name} {manifest.version}: {scorer.read} rows read, {rejected} rejected")
    if request.too_many(rejected, scorer.read):
        counts = ", ".join(f"{times} {code}" for code, times in report["rejects"].items())
        told = f"{rejected} of {scorer.read} rows rejected ({counts}), more than the limit {request.limit}"
        raise _Stop(_BAD_DATA, f"{told}; the first: {scorer.first}; all are in rejects.csv")
    _succeed(out, {"spec": _SPEC, "runId": request.run_id, "files": files})


class _Request:
    """What a run asks for; SPEC.md, "Request"."""

    def __init__(self, inside: pathlib.Path, content: Mapping[str, Any]):
        self.run_id: str = content["runId"]
        self.as_of = self._time(content["asOf"])
        self.deadline = self._time(content["deadline"]) if content.get("deadline") else None
        self.folder, self.files = inside, content["files"]
        if not isinstance(self.files, list) or not self.files:
            raise ValueError(f"files: expected a list of file names such as data.csv, got {_cut(self.files)}")
        for name in self.files:
            if pathlib.PurePath(name).is_absolute() or ".." in pathlib.PurePath(name).parts:
                raise ValueError(f"files: expected a path inside the input folder such as data.csv, got {_cut(name)}")
        self.limit: str = content.get("rejectLimit", "1%")
        parts = re.fullmatch(r"([0-9]{1,12}(?:\.[0-9]{1,6})?)(%?)", self.limit)
        self._amount, self._percent = decimal.Decimal(parts[1] if parts else -1), bool(parts and parts[2])
        if self._amount < 0 or (self._amount > 100 if self._percent else "." in self.limit):
            raise ValueError(f"rejectLimit: expected a share such as 1% or a number of rows, got {_cut(self.limit)}")

    def too_many(self, rejected: int, read: int) -> bool:
        return rejected * 100 > self._amount * read if self._percent else rejected > self._amount

    @staticmethod
    def _time(text: str) -> datetime.datetime:
        try:
            return _read_timestamp(re.sub(r"(\.[0-9]{6})[0-9]+", r"\1", text))  # other languages write nanoseconds
        except (ValueError, TypeError, OverflowError):
            raise ValueError(f"expected {_TYPES['timestamp'].literal}, got {_cut(text)}") from None

    @staticmethod
    def read() -> _Request:
        inside = pathlib.Path(os.environ.get("SLIPWAY_IN", "/run/in"))
        path = inside / "request.json"
        try:
            return _Request(inside, _read_json(path))
        except OSError as error:
            raise _Stop(_BAD_CONFIGURATION, f"cannot read {path}: {error.strerror}") from error
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _Stop(_BAD_CONFIGURATION, f"{path}: not a request: {_name(error)}") from error


def _succeed(out: pathlib.Path, content: Mapping[str, Any]) -> None:
    """Writes _SUCCESS. From here neither the deadline nor SIGTERM ends the run: it is done."""
    temporary = out / "_SUCCESS.tmp"
    _write_json(temporary, content)
    _ending.acquire()
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with _writing(out / "_SUCCESS"):
        os.replace(temporary, out / "_SUCCESS")
