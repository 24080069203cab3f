const MINUTE = 60_000;
const units = [
  [24 * 60 * MINUTE, 'd'],
  [60 * MINUTE, 'h'],
  [MINUTE, 'min'],
] as const;

/** How long something has lasted, in its largest unit: `3 h`, `12 min`, `40 s`. */
export function lasting(since: string, now: number): string {
  const ms = Math.max(0, now - Date.parse(since));
  const unit = units.find(([size]) => ms >= size);
  return unit === undefined ? `${Math.floor(ms / 1000)} s` : `${Math.floor(ms / unit[0])} ${unit[1]}`;
}
