import { MOST_ELEMENTS } from '../epcis/walk-vocabulary.ts';
import type { Vocabulary } from '../store/vocabulary.ts';

type Read = Pick<Vocabulary, 'get' | 'elements'>;

/**
 * Master data for many queries that are asked at one moment: what was read for one is not read again for another. Of what is read beyond as many
 * elements as a query may look at nothing is kept: memory is not without end.
 */
export function readOnce({ get, elements }: Read): Read {
  let held = 0;
  function once<Asked extends unknown[], Found>(
    ask: (...asked: Asked) => Promise<Found>,
    sizeOf: (found: Found) => number,
  ): (...asked: Asked) => Promise<Found> {
    const answers = new Map<string, Promise<Found>>();
    return (...asked) => {
      const key = JSON.stringify(asked);
      const known = answers.get(key);
      if (known !== undefined) return known;
      const isKept = held < MOST_ELEMENTS;
      const answer = ask(...asked).then((found) => {
        if (isKept) held += sizeOf(found);
        return found;
      });
      if (isKept) answers.set(key, answer);
      return answer;
    };
  }
  return {
    get: once(get, (found) => found.length),
    elements: once(elements, (page) => page.elements.length),
  };
}
