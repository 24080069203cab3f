/** A path with what is asked of it: whatever says nothing is left out. */
export function queryPath(path: string, query: Readonly<Record<string, string | number | undefined>> = {}): string {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(said.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return search === '' ? path : `${path}?${search}`;
}
