import type { JsonObject } from '../../wire/json.ts';
import { doubtful, type Fault } from './finding.ts';
import { isFilled, objectAt, textAt } from './tree.ts';

const RULE = 'CBV 2.0 §7.5 error reasons';
const PATH = '/errorDeclaration/correctiveEventIDs';

/** Corrective events belong to the reason incorrect_data. What never occurred has nothing to correct. */
export function* checkErrorDeclaration(tree: JsonObject): Generator<Fault> {
  const declaration = objectAt(tree, 'errorDeclaration');
  if (declaration === undefined || !isFilled(declaration, 'correctiveEventIDs')) return;
  const reason = textAt(declaration, 'reason');
  if (reason === 'did_not_occur')
    yield doubtful(
      'corrects-what-never-was',
      PATH,
      RULE,
      'the event is said not to have occurred, yet other events are said to correct it',
      'an event that is corrected has the reason incorrect_data',
    );
  else if (reason === undefined)
    yield doubtful(
      'corrects-without-reason',
      PATH,
      RULE,
      'the event is corrected by others, but no reason is given',
      'give the reason incorrect_data',
    );
}
