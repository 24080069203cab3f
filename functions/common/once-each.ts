/**
 * Asks once for each of the things that arguments name, however often and however many at once want the answer; a failure is kept too. For the time of one
 * request: what changes meanwhile is not seen.
 */
export function onceEach<Names extends readonly (string | undefined)[], T>(
  ask: (...names: Names) => Promise<T>,
): (...names: Names) => Promise<T> {
  const asked = new Map<string, Promise<T>>();
  return (...names) => {
    const key = JSON.stringify(names);
    const answer = asked.get(key) ?? ask(...names);
    asked.set(key, answer);
    return answer;
  };
}
