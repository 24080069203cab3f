import { type Refusal, refuse } from '../../refusal.ts';
import type { Message } from './families.ts';

/** Containers of which a message says that they hold another number than it names. @returns a refusal for each, at most 20 */
export function miscounted({ family, content }: Message): Refusal[] {
  if (family !== 'disposition-assigned') return [];
  const { aggregations = [] } = content;
  return aggregations
    .flatMap(({ parent, quantity, contents }, index) =>
      quantity === undefined || quantity === contents.length
        ? []
        : [
            refuse('malformed', `${parent} holds ${quantity}, and ${contents.length} are named`, {
              at: `/DispositionAssigned/Aggregations/${index}/Quantity`,
              rule: 'Seriate exchange 1.0, docs/partners-mapping.md',
              remedy: 'name all that is in it, or correct the number',
            }),
          ],
    )
    .slice(0, 20);
}
