"""Writes the model file that src/search/meaning/static-model.ts reads; its header comment is the format."""

import json

import numpy as np
from features import BUCKETS, LONGEST, SHORTEST

MAGIC = b"MCXMEAN1"


def write_model(path: str, vocabulary: list[str], rows: np.ndarray) -> None:
    """`rows` is float32 (words + buckets, dimensions); each is stored as eight-bit integers and the scale of its row."""
    largest = np.abs(rows).max(axis=1)
    scales = np.where(largest > 0, largest / 127, 1).astype("<f4")
    integers = np.rint(rows / scales[:, None]).astype(np.int8)
    words = "\n".join(vocabulary).encode("ascii")
    facts = {
        "words": len(vocabulary),
        "buckets": BUCKETS,
        "shortest": SHORTEST,
        "longest": LONGEST,
        "dimensions": rows.shape[1],
        "wordBytes": len(words),
    }
    header = json.dumps(facts, separators=(",", ":")).encode("ascii")
    header += b" " * (-len(header) % 4)
    with open(path, "wb") as file:
        file.write(MAGIC)
        file.write(len(header).to_bytes(4, "little"))
        file.write(header)
        file.write(scales.tobytes())
        file.write(integers.tobytes())
        file.write(words)
