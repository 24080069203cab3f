/** A stream of numbers in [0, 1). */
export type Random = () => number;

/**
 * A stream that is the same for the same seed and channel. Each fault has a channel of its own, so that switching one
 * on does not move the others.
 */
export function randomStream(seed: number, channel: string): Random {
  let state = seed >>> 0;
  for (const character of channel) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return () => {
    // A Weyl sequence through an avalanche of two multiplications: short, and even enough for fault rates.
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 0x1_0000_0000;
  };
}
