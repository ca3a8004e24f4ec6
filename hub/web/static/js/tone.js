// Tones of the floor, made here and not fetched: two rising for "saved", one deep for "look here". A browser lets a page sound only
// after somebody has touched it once; until then a tone is silent, and the screen says the same.

const NOTES = {
  saved: [
    [880, 0, 0.12],
    [1320, 0.13, 0.22],
  ],
  refused: [
    [196, 0, 0.3],
    [165, 0.32, 0.45],
  ],
};
// Three times up and down: unlike any tone of the work.
NOTES.alarm = [0, 0.5, 1].flatMap((after) => [
  [988, after, 0.2],
  [740, after + 0.22, 0.24],
]);
const LOUDNESS = 0.25;
const QUIET = 0.0001;
let air = null;

function awake() {
  air ??= new AudioContext();
  if (air.state === "suspended") air.resume().catch(() => {});
  return air;
}

// The first touch of the page opens the way for every later tone.
for (const touch of ["pointerdown", "keydown"]) document.addEventListener(touch, awake, { once: true });

export function sound(name) {
  const here = awake();
  for (const [pitch, after, lasts] of NOTES[name]) {
    const voice = here.createOscillator();
    const level = here.createGain();
    const start = here.currentTime + after;
    voice.frequency.value = pitch;
    level.gain.setValueAtTime(QUIET, start);
    level.gain.exponentialRampToValueAtTime(LOUDNESS, start + 0.02);
    level.gain.exponentialRampToValueAtTime(QUIET, start + lasts);
    voice.connect(level).connect(here.destination);
    voice.start(start);
    voice.stop(start + lasts);
  }
}
