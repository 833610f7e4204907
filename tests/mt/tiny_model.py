"""A real translation model, made in a moment: a word-for-word dictionary as a CTranslate2 transformer.

Each side has one layer. The encoder writes on every source word which target word it is; the decoder's cross attention looks, at
step n, at source position n and at nothing else; the projection reads the target word off. Exact, also in eight bits. A word
that is not in the dictionary is the unknown one, in whose place the engine puts the word of the source.
"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path
from typing import Any

import numpy as np

AR_EN = {
    "قال": "said", "أعلن": "announced", "زار": "visited", "وصل": "arrived", "اجتمع": "met", "كتب": "wrote", "بدأ": "began",
    "الرئيس": "president", "الوزير": "minister", "السفير": "ambassador", "المدير": "director", "مجلس": "council",
    "الأمن": "security", "الحكومة": "government", "الجامعة": "university", "المدينة": "city", "القاهرة": "Cairo",
    "بغداد": "Baghdad", "دمشق": "Damascus", "السلام": "peace", "ممكن": "possible", "الماء": "water", "الكتاب": "book",
    "الجديد": "new", "الكبير": "great", "اليوم": "today", "أمس": "yesterday", "غدا": "tomorrow", "إن": "that", "في": "in",
    "من": "from", "إلى": "to", "مع": "with", "عن": "about", "هذا": "this", "و": "and",
}  # fmt: skip
"""The dictionary. No two words share a translation, so that it serves both directions."""
MARKS = {"": "", ".": ".", "،": ",", "؟": "?"}
"""A word stands in the vocabulary alone and with each of these behind it."""
POSITIONS = 512
"""As usual models have: a text of more words cannot be translated."""
PLACE = 96
"""Numbers that say which position it is: signs drawn once, of which no two rows are alike enough to be confused."""


def dictionary(pair: tuple[str, str]) -> dict[str, str]:
    """Every word the model of a pair knows, with its translation."""
    words = {a + mark: b + its for a, b in AR_EN.items() for mark, its in MARKS.items()}
    return words if pair == ("ar", "en") else {b: a for a, b in words.items()}


def translated(text: str, pair: tuple[str, str] = ("ar", "en")) -> str:
    """What the model answers."""
    known = dictionary(pair)
    return " ".join(known.get(word, word) for word in text.split())


def tiny_model(
    folder: Path, pair: tuple[str, str] = ("ar", "en"), *, version: str = "0.1", endless: bool = False
) -> Path:
    """Make an Argos package in ``folder`` and return its path. ``endless``: large, and never comes to an end."""
    root = argos_folder(folder, pair, version=version, endless=endless)
    path = folder / f"{root.name}.argosmodel"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED if endless else zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(root.rglob("*")):
            if file.is_file():
                archive.write(file, file.relative_to(folder).as_posix())
    shutil.rmtree(root)
    return path


def argos_folder(
    folder: Path,
    pair: tuple[str, str] = ("ar", "en"),
    *,
    version: str = "0.1",
    endless: bool = False,
    positions: int = POSITIONS,
) -> Path:
    """Make an unpacked Argos package in ``folder`` and return its own folder."""
    root = folder / f"translate-{pair[0]}_{pair[1]}-{version.replace('.', '_')}"
    words = dictionary(pair)
    build(root / "model", {f"▁{a}": f"▁{b}" for a, b in words.items()}, endless=endless, positions=positions)
    (root / "sentencepiece.model").write_bytes(tokeniser([*words, *words.values()]))
    names = {"ar": "Arabic", "en": "English"}
    (root / "metadata.json").write_text(
        json.dumps(
            {
                "package_version": version,
                "argos_version": "1.0",
                "from_code": pair[0],
                "from_name": names.get(pair[0], pair[0]),
                "to_code": pair[1],
                "to_name": names.get(pair[1], pair[1]),
            }
        ),
        encoding="utf-8",
    )
    (root / "README.md").write_text("A model made for tests, free for any use.\n", encoding="utf-8")
    return root


def tokeniser(words: list[str]) -> bytes:
    """A SentencePiece model whose pieces are whole words."""
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(words),
        model_writer=model,
        model_type="word",
        vocab_size=len(set(words)) + 3,
        hard_vocab_limit=False,
        character_coverage=1.0,
        normalization_rule_name="identity",
        minloglevel=2,
    )
    return model.getvalue()


def build(
    to: Path,
    pairs: dict[str, str],
    *,
    prefix: str = "",
    endless: bool = False,
    adds_end: bool = True,
    positions: int = POSITIONS,
) -> None:
    """Write a CTranslate2 model that knows these pieces.

    ``prefix`` is a source token without a translation. A model that does not add the end to the source must be given it.
    """
    from ctranslate2.specs import TransformerSpec

    special = ["<unk>", "<s>", "</s>"]
    source = special + ([prefix] if prefix else []) + list(pairs)
    target = special + sorted(set(pairs.values()))
    number = {word: n for n, word in enumerate(target)}
    width = PLACE + len(target) if not endless else 768
    width += -width % 32
    layers = 8 if endless else 1
    spec = TransformerSpec.from_config(layers, 1, pre_norm=True)
    words = np.zeros((len(source), width), np.float32)
    for n, word in enumerate(source):
        # Without an end in the answer the decoder goes on to the most it may.
        own = number["<unk>"] if endless else number.get(pairs.get(word, word), 0)
        words[n, PLACE + own] = 1
    places = np.zeros((positions, width), np.float32)
    places[:, :PLACE] = np.random.default_rng(7).choice([-1, 1], (positions, PLACE))
    for part, embedding in ((spec.encoder, words), (spec.decoder, np.zeros((len(target), width), np.float32))):
        part.scale_embeddings = False
        table = part.embeddings[0] if isinstance(part.embeddings, list) else part.embeddings
        table.weight = embedding
        part.position_encodings.encodings = places
        _norm(part.layer_norm, width)
        for layer in part.layer:
            _idle(layer, width, 2 * width if endless else 32)
    _look(spec.decoder.layer[0].attention, width, len(target))
    read = np.zeros((len(target), width), np.float32)
    read[np.arange(len(target)), PLACE + np.arange(len(target))] = 5
    _linear(spec.decoder.projection, read)
    spec.register_source_vocabulary(source)
    spec.register_target_vocabulary(target)
    spec.config.add_source_eos = adds_end
    spec.config.bos_token, spec.config.eos_token, spec.config.unk_token = "<s>", "</s>", "<unk>"
    spec.config.decoder_start_token = "<s>" if adds_end else "</s>"
    spec.validate()
    spec.optimize(quantization="int8")
    to.mkdir(parents=True)
    spec.save(str(to))


def _look(attention: Any, width: int, words: int) -> None:
    """Cross attention: position looks for the same position and brings what stands there."""
    where, what = np.zeros((width, width), np.float32), np.zeros((width, width), np.float32)
    where[np.arange(PLACE), np.arange(PLACE)] = 8
    pieces = PLACE + np.arange(words)
    what[pieces, pieces] = 1
    _linear(attention.linear[0], where)
    _linear(attention.linear[1], np.concatenate([where, what]))
    _linear(attention.linear[2], 20 * what)


def _idle(layer: Any, width: int, inner: int) -> None:
    """A layer that adds nothing."""
    for attention in (layer.self_attention, getattr(layer, "attention", None)):
        if attention is not None:
            _norm(attention.layer_norm, width)
            shapes = [(3, 1), (1, 1)] if len(attention.linear) == 2 else [(1, 1), (2, 1), (1, 1)]
            for linear, (rows, columns) in zip(attention.linear, shapes, strict=True):
                _linear(linear, np.zeros((rows * width, columns * width), np.float32))
    _norm(layer.ffn.layer_norm, width)
    _linear(layer.ffn.linear_0, np.zeros((inner, width), np.float32))
    _linear(layer.ffn.linear_1, np.zeros((width, inner), np.float32))


def _linear(linear: Any, weight: np.ndarray[Any, Any]) -> None:
    linear.weight = weight
    linear.bias = np.zeros(weight.shape[0], np.float32)


def _norm(norm: Any, width: int) -> None:
    norm.gamma = np.ones(width, np.float32)
    norm.beta = np.zeros(width, np.float32)
