"""Vectors as they are stored and compared; no Django. With NumPy where it is installed, else in plain Python.

Stored: every number as a half-precision float (IEEE 754 binary16, little endian), one vector after the other.
"""

import struct
from collections.abc import Container, Iterable, Sequence
from math import sqrt, sumprod
from typing import Any

try:
    import numpy
except ImportError:
    numpy = None

Vector = Sequence[float]
BYTES = 2


def pack(vectors: Iterable[Vector]) -> bytes:
    """Vectors in a row, as stored."""
    return b"".join(struct.pack(f"<{len(vector)}e", *vector) for vector in vectors)


def mean(vectors: Sequence[Vector]) -> Vector:
    """The unit vector in the middle of unit vectors."""
    total = [sum(numbers) for numbers in zip(*vectors, strict=True)]
    length = sqrt(sumprod(total, total)) or 1.0
    return [number / length for number in total]


class Matrix:
    """The vectors of many documents. A document is as near as the nearest of its passages."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self._kept: dict[int, Any] = {}
        self._together: tuple[Any, list[int], list[int]] | None = None

    def __len__(self) -> int:
        return len(self._kept)

    def __contains__(self, document: object) -> bool:
        return document in self._kept

    def add(self, document: int, stored: bytes) -> None:
        """Take a document in; what is not a whole number of vectors of the right length is left out."""
        if stored and len(stored) % (self._dimensions * BYTES) == 0:
            self._kept[document] = self._read(stored)
            self._together = None

    def of(self, documents: Container[int]) -> "Matrix":
        """A matrix of its own with those of these documents it has; the numbers are shared."""
        other = Matrix(self._dimensions)
        other._kept = {document: rows for document, rows in self._kept.items() if document in documents}
        return other

    def similarities(self, vector: Vector) -> dict[int, float]:
        """Document → cosine of the angle between the vector and its nearest passage."""
        if not self._kept or len(vector) != self._dimensions:
            return {}
        if numpy is None:
            return {document: max(sumprod(vector, row) for row in rows) for document, rows in self._kept.items()}
        matrix, starts, documents = self._as_one()
        nearest = numpy.maximum.reduceat(matrix @ numpy.asarray(vector, dtype=numpy.float32), starts)
        return dict(zip(documents, nearest.tolist(), strict=True))

    def _read(self, stored: bytes) -> Any:
        if numpy is not None:
            halves = numpy.frombuffer(stored, dtype="<f2")
            return halves.astype(numpy.float32).reshape(-1, self._dimensions)
        numbers = struct.unpack(f"<{len(stored) // BYTES}e", stored)
        return [numbers[n : n + self._dimensions] for n in range(0, len(numbers), self._dimensions)]

    def _as_one(self) -> tuple[Any, list[int], list[int]]:
        """All vectors in one array, where each document's begin, and the documents."""
        together = self._together
        if together is None:
            documents, starts, position = list(self._kept), [], 0
            for rows in self._kept.values():
                starts.append(position)
                position += len(rows)
            together = self._together = (numpy.concatenate(list(self._kept.values())), starts, documents)
        return together
