/** A time by the clock on this wall, with how far that is from UTC; the mark-up carries it as it was told. Nothing for nothing. */
export function When({ at }: { readonly at: string | undefined }) {
  if (at === undefined) return null;
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <>{at}</>;
  return (
    <time dateTime={at} title={at} className="nowrap">
      {wallTime(date)}
    </time>
  );
}

/** `2026-11-30 14:05:09 +01:00`, which sorts. */
export function wallTime(date: Date): string {
  const east = -date.getTimezoneOffset();
  const wall = new Date(date.getTime() + east * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  const of = (minutes: number) => String(minutes).padStart(2, '0');
  const sign = east < 0 ? '-' : '+';
  return `${wall} ${sign}${of(Math.floor(Math.abs(east) / 60))}:${of(Math.abs(east) % 60)}`;
}
