const LONGEST = 65_536;

/** Cuts a stream that arrives in any pieces into lines ended by `end`. An endless line is dropped at 64 kB. */
export function lineReader(end = '\r\n'): (chunk: string) => string[] {
  let kept = '';
  return (chunk) => {
    const lines = (kept + chunk).split(end);
    kept = lines.pop() ?? '';
    if (kept.length > LONGEST) kept = '';
    return lines;
  };
}
