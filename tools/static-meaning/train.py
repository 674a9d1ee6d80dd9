"""Trains the static meaning model. See README.md for the recipe; the same inputs and seed give the same order of steps.

python train.py CORPUS.jsonl OUT.bin --work FOLDER [--seed 1] [--threads 2] [--steps-scale 1.0]
"""

import argparse
import random
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch
from augment import augmented
from corpus import Corpus, Pair, alike, pairs_of, read, split
from features import BUCKETS
from model import Adam, Table, row_count
from write import write_model

DIMENSIONS = 256  # while training
FINAL = 128
TEACHER_TEXTS = 60_000
TEMPERATURE = 0.05
# A share of the steps' pairs by kind, times how many there are of the kind to the power of one half.
KINDS = {"line": 3.0, "sentence": 2.0, "inclusionTerm": 2.0, "index": 1.5}

started = time.time()


def say(text: str) -> None:
    print(f"{time.time() - started:7.0f} s  {text}", flush=True)


def vocabulary_of(corpus: Corpus, counts: Counter) -> list[str]:
    """Words of the texts, and the whole words of the teacher's own vocabulary, which are common English."""
    import teacher

    tokenizer, _ = teacher.load()
    english = {w for w in tokenizer.get_vocab() if w.isascii() and w.isalpha() and len(w) >= 3}
    own = {w for w, n in counts.items() if n >= 2 or not any(c.isdigit() for c in w)}
    return sorted(own | english)


def teacher_vectors(work: Path, name: str, texts: list[str]) -> np.ndarray:
    """The teacher's vectors of `texts`; those made before are kept in `work`, because they take longest."""
    kept = work / f"{name}.npz"
    known: dict[str, np.ndarray] = {}
    if kept.exists():
        found = np.load(kept, allow_pickle=True)
        known = dict(zip(found["texts"], found["vectors"]))
    missing = [text for text in texts if text not in known]
    if missing:
        import teacher

        made = teacher.encode(missing, say=lambda done: say(f"teacher {name}: {done} of {len(missing)}"))
        known |= dict(zip(missing, made.astype(np.float16)))
        np.savez(kept, texts=np.array(list(known), object), vectors=np.stack(list(known.values())))
    return np.stack([known[text] for text in texts]).astype(np.float32)


def axes_of(vectors: np.ndarray, dimensions: int) -> np.ndarray:
    """The directions, as columns, that keep most of the cosines: principal axes without centring."""
    _, _, right = np.linalg.svd(vectors.T @ vectors)
    return right[:dimensions].T.astype(np.float32)


def first_table(vocabulary: list[str], counts: Counter, of_words: np.ndarray) -> Table:
    """Rows from the teacher's vectors of single words; a bucket begins as the mean of the words that have it."""
    total = sum(counts.values())
    # Common words say little: smooth inverse frequency.
    weight = np.array([1e-3 / (1e-3 + counts[w] / total) for w in vocabulary], np.float32)
    rows = np.zeros((row_count(vocabulary), of_words.shape[1]), np.float32)
    rows[: len(vocabulary)] = 0.6 * weight[:, None] * of_words
    table = Table(vocabulary, rows)
    sums, uses = np.zeros((BUCKETS, of_words.shape[1]), np.float32), np.zeros(BUCKETS, np.float32)
    for i, word in enumerate(vocabulary):
        numbers, _ = table.parts(word)
        for number in numbers[1:] - len(vocabulary):
            sums[number] += weight[i] * of_words[i]
            uses[number] += 1
    rows[len(vocabulary) :] = 0.6 * sums / np.maximum(uses, 1)[:, None]
    return table


def distil(table: Table, texts: list[list[str]], targets: np.ndarray, steps: int, seed: int) -> None:
    """Brings the vectors of texts to the teacher's, by cosine."""
    chance, draw = random.Random(seed), np.random.default_rng(seed)
    adam = Adam(table, 2e-3)
    wanted = torch.from_numpy(targets)
    losses = []
    for step in range(steps):
        chosen = draw.integers(0, len(texts), 1024)
        vectors, rows, used = table.encode([augmented(tuple(texts[i]), "distil", chance) for i in chosen])
        loss = 1 - (vectors * wanted[chosen]).sum(1).mean()
        loss.backward()
        adam.step(used, rows.grad, 0.05 + 0.95 * (1 - step / steps))
        losses.append(loss.item())
        if step % 100 == 99:
            say(f"distil {step + 1}: 1 - cosine {np.mean(losses[-100:]):.4f}")


class Batches:
    def __init__(self, corpus: Corpus, pairs: list[Pair], seed: int):
        self.corpus, self.pairs = corpus, pairs
        self.groups = alike(corpus)
        self.chance, self.draw = random.Random(seed), np.random.default_rng(seed)
        sizes = Counter(p.kind for p in pairs)
        weights = np.array([KINDS.get(p.kind, 1.0) / sizes[p.kind] ** 0.5 for p in pairs])
        self.ends = np.cumsum(weights / weights.sum())

    def next(self, size: int):
        """Sources, targets (the pairs' own, then as many hard ones), and which of them are no negatives of a source."""
        chosen = [self.pairs[min(i, len(self.pairs) - 1)] for i in np.searchsorted(self.ends, self.draw.random(size))]
        sources = [augmented(p.source, p.kind, self.chance) for p in chosen]
        targets, docs = [p.target for p in chosen], [p.doc for p in chosen]
        for pair in chosen:
            doc = self.hard(pair)
            targets.append(split(self.corpus.docs[doc]))
            docs.append(doc)
        return sources, [list(t) for t in targets], self.same(targets, docs, size)

    def hard(self, pair: Pair) -> int:
        """A doc of the pair's own category, or any one."""
        if pair.doc < 0:
            return self.chance.randrange(len(self.corpus.docs))
        key = self.corpus.systems[pair.doc], self.corpus.codes[pair.doc][:3]
        return self.chance.choice(self.groups[key])

    def same(self, targets, docs: list[int], size: int) -> torch.Tensor:
        """(size, targets): true where a target says the same as the source's own, or is above or below it."""
        first: dict[tuple[str, ...], int] = {}
        numbers = np.array([first.setdefault(t, i) for i, t in enumerate(targets)])
        masked = numbers[:size, None] == numbers[None, :]
        categories: dict[tuple[str, str], list[int]] = defaultdict(list)
        for i, doc in enumerate(docs):
            if doc >= 0:
                categories[self.corpus.systems[doc], self.corpus.codes[doc][:3]].append(i)
        for members in categories.values():
            for i in members:
                if i >= size:
                    continue
                own = self.corpus.codes[docs[i]]
                for j in members:
                    other = self.corpus.codes[docs[j]]
                    if own.startswith(other) or other.startswith(own):
                        masked[i, j] = True
        masked[np.arange(size), np.arange(size)] = False
        return torch.from_numpy(masked)


def contrast(
    table: Table, batches: Batches, *, steps: int, rate: float, anchor: tuple[list[list[str]], np.ndarray] | None
) -> None:
    """Brings a source to its own target and away from the others of the batch; `anchor` keeps it near the teacher."""
    adam = Adam(table, rate)
    size = 512
    losses = []
    for step in range(steps):
        sources, targets, masked = batches.next(size)
        texts = [*sources, *targets]
        kept = None
        if anchor:
            kept = batches.draw.integers(0, len(anchor[0]), 256)
            texts += [anchor[0][i] for i in kept]
        vectors, rows, used = table.encode(texts)
        scores = vectors[:size] @ vectors[size : 3 * size].T / TEMPERATURE
        loss = torch.nn.functional.cross_entropy(scores.masked_fill(masked, -1e9), torch.arange(size))
        total = loss
        if anchor is not None and kept is not None:
            total = loss + 4 * (1 - (vectors[3 * size :] * torch.from_numpy(anchor[1][kept])).sum(1).mean())
        total.backward()
        adam.step(used, rows.grad, 0.05 + 0.95 * (1 - step / steps))
        losses.append(loss.item())
        if step % 100 == 99:
            say(f"contrast {step + 1}: {np.mean(losses[-100:]):.4f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("corpus")
    parser.add_argument("out")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--steps-scale", type=float, default=1.0, help="less for a trial")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    torch.use_deterministic_algorithms(True)
    scaled = lambda steps: max(1, round(steps * options.steps_scale))

    corpus = read(options.corpus)
    counts = corpus.counts()
    vocabulary = vocabulary_of(corpus, counts)
    say(f"{len(corpus.docs)} docs, {len(corpus.names)} names, {len(vocabulary)} words")
    of_words = teacher_vectors(options.work, "words", vocabulary)
    short = [t for t in corpus.texts() if len(split(t)) <= 24]
    lines = [t for _, _, left, right in corpus.lines for t in (left, right)]
    texts = sorted({*random.Random(options.seed).sample(short, min(TEACHER_TEXTS, len(short))), *lines})
    texts = [t for t in texts if split(t)]
    of_texts = teacher_vectors(options.work, "texts", texts)

    axes = axes_of(np.concatenate([of_texts, of_words[:: max(1, len(of_words) // 10_000)]]), DIMENSIONS)
    unit = lambda v: v / np.maximum(np.linalg.norm(v, axis=1, keepdims=True), 1e-8)
    projected_words, projected_texts = of_words @ axes, unit(of_texts @ axes)
    table = first_table(vocabulary, counts, projected_words)
    # Single words too: common English stands in few of our texts.
    learned = [*(list(split(t)) for t in texts), *([w] for w in vocabulary)]
    targets = np.concatenate([projected_texts, unit(projected_words)])
    distil(table, learned, targets, scaled(1400), options.seed)

    pairs = pairs_of(corpus, options.seed)
    say(f"{len(pairs)} pairs: {dict(Counter(p.kind for p in pairs))}")
    batches = Batches(corpus, pairs, options.seed)
    contrast(table, batches, steps=scaled(1800), rate=2e-3, anchor=(learned, targets))
    contrast(table, batches, steps=scaled(1200), rate=1e-3, anchor=(learned, targets))

    of_docs = table.vectors([list(split(t)) for t in corpus.docs])
    rows = table.rows.numpy() @ axes_of(of_docs, FINAL)
    write_model(options.out, vocabulary, rows)
    say(f"{options.out}: {len(vocabulary)} words, {len(rows)} rows")


if __name__ == "__main__":
    main()
