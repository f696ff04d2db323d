"""A table with a row for each image: CSV, TSV or Parquet. The files of optdigits at UCI open as they come."""

from __future__ import annotations

import csv
import io
import warnings
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from digitclust.assembly import ImageShape, assemble
from digitclust.discover import nearest
from digitclust.records import Dataset, InputError
from digitclust.sources import File, bounded, read

if TYPE_CHECKING:
    import pandas as pd

SEPARATORS = {"csv": ",", "tsv": "\t"}
SUFFIXES = {".tsv": "tsv", ".tab": "tsv", ".parquet": "parquet", ".pq": "parquet"}  # any other: csv


class Options(BaseModel):
    """Keys of ``[dataset]``."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    file: File
    format: Literal["csv", "tsv", "parquet"] | None = Field(default=None, description="as the file is called")
    header: bool | None = Field(default=None, description="whether the first row names columns")
    label: str | int = Field(default=-1, description="column of the labels: its name, or its place from 0")
    labelled: bool = Field(default=True, description="whether there is such a column")
    image_shape: ImageShape = Field(default=None, description="height and width, or none where these are no images")
    levels: float | None = Field(default=None, gt=0, description="greatest grey level; that of the data if not given")


def load(options: Options) -> Dataset:
    """Read a table and part it into features and labels."""
    content, where = read(options.file), str(options.file)
    kind = options.format or kind_of(options.file)
    frame = parquet(content, where) if kind == "parquet" else text(content, SEPARATORS[kind], options)
    if not frame.columns.is_unique:
        raise InputError(f"{where}: two columns are called '{frame.columns[frame.columns.duplicated()][0]}'")
    labels = frame.pop(frame.columns[place(frame, options)]) if options.labelled else None
    if frame.empty:
        raise InputError(f"{where}: {len(frame)} rows and {frame.shape[1]} columns of features: there are no data")
    for column in frame.columns:
        if frame[column].dtype.kind not in "buif":
            raise InputError(f"{where}: column '{column}' is not numeric: {strange(frame[column])}")
    target, names = (
        None if labels is None else given(labels),
        [*frame.columns] if frame.columns.dtype.kind == "O" else (),
    )
    shape, levels = options.image_shape, options.levels
    return assemble("table", where, frame.to_numpy(), target, image_shape=shape, levels=levels, names=names)


def kind_of(path: Path) -> str:
    """Return the format that a file's name speaks of."""
    suffixes = [suffix.lower() for suffix in path.suffixes if suffix.lower() != ".gz"]
    return SUFFIXES.get(suffixes[-1], "csv") if suffixes else "csv"


def text(content: bytes, separator: str, options: Options) -> pd.DataFrame:
    """Read CSV or TSV; every label stays the text that it is."""
    import pandas as pd  # here, so that a study can be read without waiting for it

    rows = first_rows(content, separator, options.file)
    header = looks_like_header(rows, options) if options.header is None else options.header
    heads = pd.DataFrame(columns=rows[0] if header else range(len(rows[0])))
    texts = {heads.columns[place(heads, options)]: str} if options.labelled else {}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", pd.errors.ParserWarning)
            return pd.read_csv(
                io.BytesIO(content), sep=separator, header=0 if header else None, dtype=texts,
                keep_default_na=False, index_col=False, encoding="utf-8-sig",
                low_memory=False, on_bad_lines="error",
            )  # fmt: skip
    except (ValueError, OverflowError, MemoryError, pd.errors.ParserError, pd.errors.ParserWarning) as error:
        raise InputError(f"{options.file}: cannot be read as a table: {' '.join(str(error).split())}") from None


def first_rows(content: bytes, separator: str, path: Path) -> list[list[str]]:
    """Return the cells of the first two rows that hold anything."""
    try:
        lines = io.StringIO(content.decode("utf-8-sig"), newline="")
        rows = list(islice(filter(None, csv.reader(lines, delimiter=separator)), 2))
    except (UnicodeDecodeError, csv.Error) as error:
        raise InputError(f"{path}: not a table: {error}") from None
    if not rows or len(rows[0]) < 2:
        raise InputError(f"{path}: its first row has no {separator!r} in it; is the format another one?")
    if len(rows[-1]) != len(rows[0]):
        raise InputError(f"{path}: the first row has {len(rows[0])} cells, the next {len(rows[-1])}; mixed separators?")
    return rows


def looks_like_header(rows: list[list[str]], options: Options) -> bool:
    """Tell whether the first row names columns: a feature in it is no number, or its label is none while the next is.

    The label is no number in every row where labels are texts.
    """
    first, last = ([is_number(cell) for cell in row] for row in (rows[0], rows[-1]))
    if not options.labelled:
        return not all(first)
    if isinstance(options.label, str):
        return True
    label = options.label % len(first)
    return not all(first[:label] + first[label + 1 :]) or (not first[label] and last[label])


def is_number(cell: str) -> bool:
    """Tell whether a cell is a number."""
    try:
        float(cell)
    except ValueError:
        return False
    return True


def parquet(content: bytes, where: str) -> pd.DataFrame:
    """Read Parquet; how large it will become is looked at before it is unpacked."""
    try:
        import pyarrow as pa
        from pyarrow import parquet as pq
    except ImportError:
        raise InputError(f"{where}: Parquet needs the package pyarrow: pip install 'digitclust[parquet]'") from None
    try:
        file = pq.ParquetFile(io.BytesIO(content))
        bounded(8 * file.metadata.num_rows * file.metadata.num_columns, len(content), where)
        frame: pd.DataFrame = file.read().to_pandas(ignore_metadata=True)
    except InputError:
        raise
    except (pa.ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise InputError(f"{where}: cannot be read as Parquet: {' '.join(str(error).split())}") from None
    return frame


def place(frame: pd.DataFrame, options: Options) -> int:
    """Return the place of the column of labels, or tell that there is no such column."""
    names, label = [str(name) for name in frame.columns], options.label
    if isinstance(label, str):
        if label not in names:
            raise InputError(f"{options.file}: no column is called '{label}'; {nearest(label, names)}")
        return names.index(label)
    if not -len(names) <= label < len(names):
        raise InputError(f"{options.file}: there is no column {label}: there are {len(names)}, from 0 or from -1 on")
    return label % len(names)


def strange(column: pd.Series[Any]) -> str:
    """Show the first cell of a column that is no number."""
    cells = ((row, str(cell)) for row, cell in enumerate(column, 1))
    row, cell = next(((row, cell) for row, cell in cells if not is_number(cell)), (1, str(column.iloc[0])))
    return f"row {row} holds {cell[:40]!r}" if cell else f"row {row} holds nothing; are the separators mixed?"


def given(labels: pd.Series[Any]) -> Any:
    """Return labels as NumPy has them: numbers as numbers, anything else as texts."""
    return (
        labels.to_numpy()
        if labels.dtype.kind in "buif"
        else labels.astype(object).where(labels.notna(), None).to_numpy()
    )
