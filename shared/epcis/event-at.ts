/** Which event of a document a refusal is about, counted from 0: of `/events/3/epcList` the third after the first. Undefined where it is about no single one. */
export function eventAt(at = ''): number | undefined {
  const [, index] = /^\/events\/(\d+)/.exec(at) ?? [];
  return index === undefined ? undefined : Number(index);
}
