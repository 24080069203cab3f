/** How many rows the server looks through for one is each list's own: 10,000 deliveries, 1,000 pools, of lots ten times what a page shows. */
const MOST_ANSWERS = 12;

interface Answered {
  readonly told: unknown;
  readonly next: string | undefined;
}

/**
 * A page of a list that somebody narrowed. The server looks through so many rows for an answer, which may have none that fit and still a next: as long as that is so it is
 * asked on, so that nobody turns empty pages.
 *
 * @returns the first answer with a row in it, or the last there is; and how many it took
 */
export async function soughtPage(
  ask: (at: string) => Promise<Answered>,
  from: string,
): Promise<Answered & { readonly answers: number }> {
  for (let at = from, answers = 1; ; answers++) {
    const { told, next } = await ask(at);
    if (next === undefined || answers === MOST_ANSWERS || !isWithoutRow(told)) return { told, next, answers };
    at = next;
  }
}

/** A list, or something that has one and no row in any. */
function isWithoutRow(told: unknown): boolean {
  const lists = (Array.isArray(told) ? [told] : Object.values(Object(told))).filter(Array.isArray);
  return lists.length > 0 && lists.every((list) => list.length === 0);
}
