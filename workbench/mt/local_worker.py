"""The program that holds a local model: a line of JSON in, a line of JSON out. :mod:`workbench.mt.local_process` starts it.

It is a process of its own because a translation that runs cannot be stopped: a program that held the model itself hung at
its end or died of a segmentation fault (measured with CTranslate2 4.8.5, five times out of six). This one is killed, and
with it goes all its memory; a damaged model takes nobody else down. It imports nothing of the workbench and starts fast.

The first line says what to load; the answer is ``{"ready": true}`` or ``{"failure": CODE}``. Every further one is
``{"id": N, "lines": [...]}``; the answer has the same ``id`` and either ``lines`` or ``failure``. It ends by itself
when its input does or when nobody asks for ``idle`` seconds.
"""

from __future__ import annotations

import json
import logging
import os
import queue
import sys
import threading
from pathlib import Path
from typing import IO, Any

MOST_TOKENS = 500
"""Of one line; the models were trained on at most 512 positions, among them a prefix and the end."""
NICE = 5
"""Typing comes first: both threads of a translation would else compete with the screen."""
SURELY_FIT = 100
"""Tokens every model of whole sentences takes."""
LONGEST_IDLE = 86_400.0
"""Seconds; what waits without an end at all cannot be told to a queue."""
LENGTH_PENALTY = 0.2
"""What Argos Translate asks its models with."""


class Refused(Exception):  # noqa: N818 - it is no error of the program, but an answer
    """What the other side is told instead of a translation; the text of a library's exception never is."""


class Model:
    """A CTranslate2 model with its SentencePiece tokenisers."""

    def __init__(self, start: dict[str, Any]) -> None:
        import ctranslate2
        import sentencepiece

        ctranslate2.set_log_level(logging.CRITICAL)
        sentencepiece.set_min_log_level(4)
        self._encoder = sentencepiece.SentencePieceProcessor(model_file=start["encoder"])
        self._decoder = self._encoder
        if start["decoder"] != start["encoder"]:
            self._decoder = sentencepiece.SentencePieceProcessor(model_file=start["decoder"])
        known = _vocabulary(Path(start["model"]))
        if known and not all(_fits(tokeniser, known) for tokeniser in (self._encoder, self._decoder)):
            raise Refused("vocabulary")
        self._source_prefix = [start["source_prefix"]] if start["source_prefix"] else []
        self._target_prefix = [start["target_prefix"]] if start["target_prefix"] else []
        self._end = _own_end(Path(start["model"]))
        self._beam = int(start["beam"])
        self._translator = ctranslate2.Translator(
            start["model"], device="cpu", compute_type="auto", inter_threads=1, intra_threads=int(start["threads"])
        )

    def translate(self, lines: list[str]) -> list[str]:
        """Return the translations in order. Raises :class:`Refused` ``too_long``."""
        # Half a character, which no text of the workspace has, would be taken for a fault of the model.
        whole = [line.encode("utf-8", "replace").decode() for line in lines]
        texts = [self._source_prefix + self._encoder.encode(line, out_type=str) + self._end for line in whole]
        longest = max(map(len, texts), default=0)
        if longest > MOST_TOKENS:
            raise Refused("too_long")
        try:
            answers = self._translator.translate_batch(
                texts,
                target_prefix=[self._target_prefix] * len(texts) if self._target_prefix else None,
                beam_size=self._beam,
                length_penalty=LENGTH_PENALTY,
                replace_unknowns=True,
                max_decoding_length=min(MOST_TOKENS, 3 * longest + 32),
            )
        except RuntimeError:
            # A model of fewer positions says so only by failing; a damaged one fails at a short text, too.
            if longest > SURELY_FIT:
                raise Refused("too_long") from None
            raise
        return [self._text(answer.hypotheses[0]) for answer in answers]

    def _text(self, tokens: list[str]) -> str:
        if self._target_prefix and tokens[:1] == self._target_prefix:
            tokens = tokens[1:]
        # A word the model does not know is put in as it stood in the source, with the mark of the other tokeniser.
        text: str = self._decoder.decode_pieces(tokens)
        return text.replace("▁", " ").strip()


def _own_end(folder: Path) -> list[str]:
    """Return the end a source must bring itself.

    Marian's models want one. Those converted from Marian's own files add it, those converted from copies at Hugging Face
    leave that to their tokeniser, which is not here; they are known by a decoder that starts with the end. Models of
    OpenNMT, as those of Argos are, want none.
    """
    try:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    end = config.get("eos_token", "")
    return [end] if end and end == config.get("decoder_start_token") and not config.get("add_source_eos") else []


def _vocabulary(folder: Path) -> set[str]:
    """Return the tokens a model knows, of both sides."""
    known: set[str] = set()
    for path in folder.glob("*_vocabulary.*"):
        text = path.read_text(encoding="utf-8")
        known.update(json.loads(text) if path.suffix == ".json" else text.split("\n"))
    return known


def _fits(tokeniser: Any, known: set[str]) -> bool:
    """Whether enough pieces of a tokeniser are tokens of the model: with another language's it would translate noise."""
    pieces = [tokeniser.id_to_piece(n) for n in range(0, tokeniser.get_piece_size(), 7)]
    return sum(p in known for p in pieces) * 3 >= len(pieces)


def _own_output() -> IO[bytes]:
    """Return where answers go; what a library prints must not come among them."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return answers


def _listen(jobs: queue.Queue[dict[str, Any]]) -> None:
    for line in sys.stdin.buffer:
        jobs.put(json.loads(line))
    # Whoever asked has gone, however it ended: so does a translation that runs.
    os._exit(0)


def _attempt(act: Any) -> dict[str, Any]:
    """Return what an act answers, or the code of what was in its way."""
    try:
        answer: dict[str, Any] = act()
    except Refused as e:
        return {"failure": str(e)}
    except ImportError:
        return {"failure": "packages"}
    except MemoryError:
        return {"failure": "memory"}
    except Exception:  # noqa: BLE001 - the fence: whatever the libraries throw at a model means that it is no good
        return {"failure": "model"}
    return answer


def main() -> None:
    """Load the model, then answer until nobody asks."""
    answers = _own_output()

    def say(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()

    if hasattr(os, "nice"):
        os.nice(NICE)
    start: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    jobs: queue.Queue[dict[str, Any]] = queue.Queue()
    threading.Thread(target=_listen, args=(jobs,), daemon=True).start()
    held: list[Model] = []

    def load() -> dict[str, Any]:
        held.append(Model(start))
        return {"ready": True}

    loaded = _attempt(load)
    say(loaded)
    while held:
        try:
            job = jobs.get(timeout=min(max(0.5, start["idle"]), LONGEST_IDLE))
        except queue.Empty:
            break
        say({"id": job["id"]} | _attempt(lambda job=job: {"lines": held[0].translate(job["lines"])}))
    os._exit(0)


if __name__ == "__main__":
    main()
