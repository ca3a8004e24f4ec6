"""MT-SICS as an indicator speaks it: command lines in, answer lines out. No physics and no wire.

    S _ S _ W W W W W W W W W W _ U U CR LF
    0 1 2 3 4                13   15

The second letter is the status: S stable, D dynamic, I not executable now, L parameter wrong, + overload, - underload.
The weight is right-aligned in ten characters. After the reference manuals of the level 0 and level 1 command sets.
"""

from collections import deque
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from firmware_sim.scale import Condition, Display, Grams, Refusal, ScaleModel

LINE_END = b"\r\n"
LONGEST_LINE = 80
STABILITY_TIMEOUT_S = 5.0
REPEAT_EVERY_SAMPLES = 2
GRAMS_PER_UNIT = {"g": Decimal(1), "kg": Decimal(1000), "lb": Decimal("453.59237")}
COMMANDS = (
    (0, ("I0", "I1", "I2", "I3", "I4", "S", "SI", "SIR", "Z", "ZI", "@")),
    (1, ("SR", "T", "TA", "TAC", "TI")),
    (2, ("SIX1",)),
)
_SIGN = {Condition.OVERLOAD: "+", Condition.UNDERLOAD: "-"}
_REFUSED = {Refusal.UNSTABLE: "I", Refusal.TOO_HIGH: "+", Refusal.TOO_LOW: "-"}


class MtSics:
    """One conversation with one scale. Commands are answered in the order they came; a waiting S holds the rest."""

    def __init__(
        self,
        model: ScaleModel,
        *,
        unit: str = "kg",
        serial_number: str = "B210400131",
        model_name: str = "Platform",
    ) -> None:
        self.unit = unit
        self._model = model
        self._serial_number = serial_number
        self._model_name = model_name
        self._pending = b""
        self._lines: deque[bytes] = deque()
        self._waiting: tuple[str, float] | None = None
        self._repeating = False
        self._on_change = False
        self._reported: Display | None = None
        self._immediate: dict[str, Callable[[], str]] = {
            "SI": self._send_at_once,
            "SIR": self._repeat,
            "SR": self._send_on_change,
            "TI": self._tare_at_once,
            "ZI": self._zero_at_once,
            "TAC": self._clear_tare,
            "TA": self._tell_tare,
            "SIX1": self._send_all_three,
            "I0": self._list_commands,
            "I1": self._levels,
            "I2": self._describe,
            "I3": self._software,
            "I4": self._serial,
            "@": self._restart,
        }

    # ---- the wire side

    def receive(self, chunk: bytes) -> bytes:
        *lines, self._pending = (self._pending + chunk).split(b"\n")
        self._lines.extend(line.rstrip(b"\r") for line in lines)
        if len(self._pending) > LONGEST_LINE:
            self._pending = b""
            return b"ET\r\n" + self._answer_lines()
        return self._answer_lines()

    def poll(self) -> bytes:
        """Whatever has become due since the last call: a waited-for weight, a repeated one, a change."""
        out = self._answer_lines()
        shown = self._model.display()
        if self._waiting is None and self._repeating and self._due(shown):
            self._reported = shown
            out += self._line(self._weight(shown))
        if self._waiting is None and self._on_change:
            out += self._report_change(shown)
        return out

    def weight_now(self) -> bytes:
        """What the print key sends."""
        return self._line(self._weight(self._model.display()))

    def _due(self, shown: Display) -> bool:
        return self._reported is None or shown.sample - self._reported.sample >= REPEAT_EVERY_SAMPLES

    def _answer_lines(self) -> bytes:
        out = self._answer_waiting()
        while self._lines and (self._waiting is None or self._lines[0] == b"@"):
            out += self._answer(self._lines.popleft())
        return out

    def _answer(self, raw: bytes) -> bytes:
        if not raw.isascii():
            # A byte with the top bit set has come through a wrong parity setting.
            return self._line("ET")
        word, _, parameter = raw.decode("ascii").partition(" ")
        if word in ("S", "T", "Z") and not parameter:
            self._stop_streams()
            self._waiting = (word, self._model.elapsed_s)
            return self._answer_waiting()
        return self._line(self._answer_at_once(word, parameter)) if word else b""

    def _answer_at_once(self, word: str, parameter: str) -> str:
        if word == "TA" and parameter:
            return self._preset_tare(parameter)
        if word in ("S", "T", "Z") or (word in self._immediate and parameter and word != "SR"):
            return "EL"
        answer = self._immediate.get(word)
        return answer() if answer else "ES"

    @staticmethod
    def _line(text: str) -> bytes:
        return text.encode("ascii") + LINE_END if text else b""

    # ---- commands that wait for the load to come to rest

    def _answer_waiting(self) -> bytes:
        if self._waiting is None:
            return b""
        word, since = self._waiting
        shown = self._model.display()
        settled = shown.stable or shown.condition is not Condition.OK
        if not settled and self._model.elapsed_s - since < STABILITY_TIMEOUT_S:
            return b""
        self._waiting = None
        if not settled:
            return self._line(f"{word} I")
        return self._line({"S": self._send, "T": self._tare, "Z": self._zero}[word](shown))

    def _send(self, shown: Display) -> str:
        return self._weight(shown)

    def _tare(self, shown: Display) -> str:
        if shown.condition is not Condition.OK:
            return f"T {_SIGN[shown.condition]}"
        refusal = self._model.tare()
        return f"T {_REFUSED[refusal]}" if refusal else f"T S {self._number(self._model.display().tare_g)}"

    def _zero(self, _shown: Display) -> str:
        refusal = self._model.zero()
        return f"Z {_REFUSED[refusal]}" if refusal else "Z A"

    # ---- commands answered at once

    def _send_at_once(self) -> str:
        self._stop_streams()
        return self._weight(self._model.display())

    def _repeat(self) -> str:
        self._stop_streams()
        self._repeating = True
        self._reported = self._model.display()
        return self._weight(self._reported)

    def _send_on_change(self) -> str:
        self._stop_streams()
        self._on_change = True
        return ""

    def _report_change(self, shown: Display) -> bytes:
        """SR: the first stable weight, then for each change one dynamic value and the stable one after it."""
        before = self._reported
        if before is None or not before.stable:
            if not shown.stable:
                return b""
        elif shown.stable or abs(Decimal(shown.net_g - before.net_g)) < self._model.platform.e_g:
            return b""
        self._reported = shown
        return self._line(self._weight(shown))

    def _tare_at_once(self) -> str:
        shown = self._model.display()
        if shown.condition is not Condition.OK:
            return f"TI {_SIGN[shown.condition]}"
        refusal = self._model.tare(at_once=True)
        if refusal:
            return f"TI {_REFUSED[refusal]}"
        return f"TI {'S' if shown.stable else 'D'} {self._number(self._model.display().tare_g)}"

    def _zero_at_once(self) -> str:
        stable = self._model.display().stable
        refusal = self._model.zero(at_once=True)
        return f"ZI {_REFUSED[refusal]}" if refusal else f"ZI {'S' if stable else 'D'}"

    def _clear_tare(self) -> str:
        self._model.clear_tare()
        return "TAC A"

    def _tell_tare(self) -> str:
        return f"TA A {self._number(self._model.display().tare_g)}"

    def _send_all_three(self) -> str:
        """Gross, net and tare at once, with the tare's kind before them: N none, M measured, P preset."""
        shown = self._model.display()
        if shown.condition is not Condition.OK:
            return f"SIX1 {_SIGN[shown.condition]}"
        mode = "N" if not shown.tare_g else "P" if self._model.tare_is_preset else "M"
        numbers = " ".join(f"{self._value(one):>9}" for one in (shown.gross_g, shown.net_g, shown.tare_g))
        return f"SIX1 {'S' if shown.stable else 'D'} 0 N R R 0 0 0 1 {mode} {numbers} {self.unit}"

    def _preset_tare(self, parameter: str) -> str:
        number, _, unit = parameter.strip().partition(" ")
        try:
            grams = Decimal(number) * GRAMS_PER_UNIT[unit.strip()]
            refusal = self._model.preset_tare(float(grams))
        except (InvalidOperation, KeyError, ValueError, OverflowError):
            # Also "NaN" and "Infinity", which are decimal numbers to Python but no weights.
            return "TA L"
        return f"TA {_REFUSED[refusal]}" if refusal else self._tell_tare()

    def _list_commands(self) -> str:
        rows = [f'{level} "{word}"' for level, words in COMMANDS for word in words]
        return "\r\n".join([f"I0 B {row}" for row in rows[:-1]] + [f"I0 A {rows[-1]}"])

    def _levels(self) -> str:
        return 'I1 A "01" "2.30" "2.20" "" ""'

    def _describe(self) -> str:
        return f'I2 A "{self._model_name} {self._value(self._model.platform.max_g)} {self.unit}"'

    def _software(self) -> str:
        return 'I3 A "2.10 10.28.0.493.142"'

    def _serial(self) -> str:
        return f'I4 A "{self._serial_number}"'

    def _restart(self) -> str:
        self._stop_streams()
        self._waiting = None
        self._model.restart()
        return self._serial()

    def _stop_streams(self) -> None:
        self._repeating = self._on_change = False
        self._reported = None

    # ---- numbers

    def _weight(self, shown: Display) -> str:
        if shown.condition is not Condition.OK:
            return f"S {_SIGN[shown.condition]}"
        return f"S {'S' if shown.stable else 'D'} {self._number(shown.net_g)}"

    def _number(self, grams: Grams) -> str:
        return f"{self._value(grams):>10} {self.unit}"

    def _value(self, grams: Grams) -> str:
        """As many decimals as one e needs in the unit shown: 0.01 for e = 10 g or 20 g in kg."""
        if self.unit == "g":
            return str(grams)
        divided = Decimal(grams) / GRAMS_PER_UNIT[self.unit]
        e = self._model.platform.e_g
        places = 3 if e % 10 else 2 if e % 100 else 1
        return f"{divided:.{places}f}"
