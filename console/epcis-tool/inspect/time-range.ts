/** The earliest and the latest of many times, as they were sent. */
export function timeRange(): {
  add(time: string): void;
  range(): { first: string; last: string } | undefined;
} {
  let first: { time: string; instant: number } | undefined;
  let last = first;
  return {
    add: (time) => {
      const instant = Date.parse(time);
      if (Number.isNaN(instant)) return;
      if (first === undefined || instant < first.instant) first = { time, instant };
      if (last === undefined || instant > last.instant) last = { time, instant };
    },
    range: () => (first === undefined || last === undefined ? undefined : { first: first.time, last: last.time }),
  };
}
