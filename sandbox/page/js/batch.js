/** Bursts of changes are drawn once: a hundred messages in a moment cost one layout, not a hundred. */

const PATIENCE = 200;

/** Wrap `act` so that many calls within a frame become one; a hidden tab has no frames, so a timer stands by. */
export function batched(act) {
  let waiting = false;
  const run = () => {
    if (!waiting) return;
    waiting = false;
    act();
  };
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(run);
    setTimeout(run, PATIENCE);
  };
}
