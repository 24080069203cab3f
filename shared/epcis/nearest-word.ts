/** Longer words are not compared: what nobody would mistype costs nothing. */
const LONGEST = 40;

/** The word that a slip was probably meant to be: a third of its letters wrong at most. Case never counts as a slip. */
export function nearestWord(slip: string, words: Iterable<string>): string | undefined {
  if (slip.length > LONGEST) return undefined;
  const meant = slip.toLowerCase();
  let best: string | undefined;
  let fewest = Math.floor(slip.length / 3) + 1;
  for (const word of words) {
    const slips = editDistance(meant, word.toLowerCase(), fewest);
    if (slips < fewest) [best, fewest] = [word, slips];
  }
  return best;
}

/** Letters to change, add, drop or swap with a neighbour to get from one word to the other; `enough` or more need not be exact. */
function editDistance(from: string, to: string, enough: number): number {
  if (Math.abs(from.length - to.length) >= enough) return enough;
  let before: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const changed = (above[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const swapped = isSwap(from, row, to, column) ? (before[column - 2] ?? 0) + 1 : enough;
      current.push(Math.min(changed, swapped, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    if (Math.min(...current) >= enough) return enough;
    [before, above] = [above, current];
  }
  return above[to.length] ?? enough;
}

const isSwap = (from: string, row: number, to: string, column: number): boolean =>
  row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
