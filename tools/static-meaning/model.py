"""The table of vectors while it is trained: rows of words, then rows of n-gram buckets."""

import numpy as np
import torch
from augment import UNKNOWN
from features import BUCKETS, grams


class Table:
    """`rows` is float32 (words + buckets, dimensions). A text is the sum of its words, made length 1."""

    def __init__(self, vocabulary: list[str], rows: np.ndarray):
        self.vocabulary = vocabulary
        self.number = {word: i for i, word in enumerate(vocabulary)}
        self.rows = torch.from_numpy(rows)
        self._known: dict[str, tuple[np.ndarray, np.ndarray]] = {}

    def parts(self, word: str) -> tuple[np.ndarray, np.ndarray]:
        """Row numbers of a word and the weight of each: its own row 1, its n-grams 1 together."""
        known = self._known.get(word)
        if known is None:
            own = [] if word.startswith(UNKNOWN) else [self.number[word]] if word in self.number else []
            buckets = [len(self.vocabulary) + b for b in grams(word.lstrip(UNKNOWN))]
            weights = [1.0] * len(own) + [1 / len(buckets)] * len(buckets)
            known = (np.array(own + buckets, np.int64), np.array(weights, np.float32))
            self._known[word] = known
        return known

    def encode(self, texts: list[list[str]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Vectors of the texts, the rows they were made from (a leaf to differentiate by), and those rows' numbers."""
        distinct = {word: i for i, word in enumerate(dict.fromkeys(w for text in texts for w in text))}
        parts = [self.parts(word) for word in distinct]
        numbers = np.concatenate([p[0] for p in parts])
        used, local = np.unique(numbers, return_inverse=True)
        rows = self.rows[torch.from_numpy(used)].requires_grad_(True)
        of_words = torch.nn.functional.embedding_bag(
            torch.from_numpy(local.astype(np.int64)),
            rows,
            torch.from_numpy(np.cumsum([0, *(len(p[0]) for p in parts[:-1])])),
            mode="sum",
            per_sample_weights=torch.from_numpy(np.concatenate([p[1] for p in parts])),
        )
        of_texts = torch.nn.functional.embedding_bag(
            torch.tensor([distinct[w] for text in texts for w in text]),
            of_words,
            torch.from_numpy(np.cumsum([0, *(len(text) for text in texts[:-1])])),
            mode="sum",
        )
        return torch.nn.functional.normalize(of_texts, dim=1, eps=1e-6), rows, torch.from_numpy(used)

    def vectors(self, texts: list[list[str]], batch: int = 4096) -> np.ndarray:
        with torch.no_grad():
            return np.concatenate(
                [self.encode(texts[at : at + batch])[0].numpy() for at in range(0, len(texts), batch)]
            )


class Adam:
    """Adam on the rows a step used; the second moment is one number a row."""

    def __init__(self, table: Table, rate: float, betas: tuple[float, float] = (0.9, 0.99)):
        self.table, self.rate, self.betas = table, rate, betas
        n, dimensions = table.rows.shape
        self.first = torch.zeros(n, dimensions)
        self.second = torch.zeros(n)
        self.steps = torch.zeros(n)

    def step(self, used: torch.Tensor, gradient: torch.Tensor, scale: float) -> None:
        a, b = self.betas
        first = self.first[used] * a + gradient * (1 - a)
        second = self.second[used] * b + (gradient * gradient).mean(1) * (1 - b)
        steps = self.steps[used] + 1
        self.first[used], self.second[used], self.steps[used] = first, second, steps
        size = self.rate * scale / (1 - a**steps) / ((second / (1 - b**steps)).sqrt() + 1e-9)
        self.table.rows[used] -= first * size[:, None]


def row_count(vocabulary: list[str]) -> int:
    return len(vocabulary) + BUCKETS
