import * as v from 'valibot';
import { packLevels, recipe } from '#shared/line/recipe.ts';
import { order } from '#shared/messages/site-api.ts';
import { batchStates } from '../../store/batches.ts';
import { isUnreadable } from './said-reason.ts';

/** What lines of other makers send and are answered in JSON, whether over HTTP or in files. */
const token = v.pipe(
  v.string(),
  v.regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 printable characters without spaces'),
  v.description('The line’s own, a new one for everything new'),
);
const id = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(300),
  v.description(
    'EPC URN, Digital Link, element string, text in brackets, SSCC of 18 digits, or the bare serial of a pack',
  ),
);
const ids = v.array(id);
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const reason = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(200),
  v.check((text) => !isUnreadable(text), 'must have no control characters in it'),
  v.description('Why, in words of one line'),
);
const at = v.exactOptional(
  v.pipe(
    v.string(),
    v.maxLength(40),
    v.description('ISO 8601 with offset; when it happened, where that was not just now'),
  ),
);
const level = v.picklist(['item', ...packLevels]);

/** One thing that a line says has happened. */
export const factShape = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['encoded', 'commissioned']), numbers: ids, at }),
  v.strictObject({
    kind: v.picklist([
      'rejected',
      'label-scrapped',
      'label-sampled',
      'sampled',
      'decommissioned',
      'destroyed',
      'invalidated',
      'inspected',
    ]),
    numbers: ids,
    reason,
    at,
  }),
  v.strictObject({
    kind: v.literal('packed'),
    level: v.picklist(packLevels),
    parent: id,
    children: ids,
    partial: v.exactOptional(v.pipe(v.boolean(), v.description('It is not full, and is meant to be so'))),
    at,
  }),
  v.strictObject({
    kind: v.literal('unpacked'),
    parent: id,
    children: v.exactOptional(v.pipe(ids, v.description('All of it when left out'))),
    reason,
    at,
  }),
]);

export const beginBody = v.strictObject({ token });
export const allocateBody = v.strictObject({
  token,
  level,
  count: v.pipe(v.number(), v.integer(), v.minValue(1)),
  key: v.exactOptional(
    v.pipe(
      v.literal('sscc'),
      v.description('An SSCC where the level has a GTIN of its own: what stays short, or has two lots'),
    ),
  ),
});
export const returnBody = v.strictObject({ token, level, numbers: ids });
export const takeBody = v.strictObject({ token, facts: v.array(factShape) });
export const finishBody = v.strictObject({
  token,
  counts: v.exactOptional(
    v.strictObject({
      commissioned: v.exactOptional(count),
      rejected: v.exactOptional(count),
      sampled: v.exactOptional(count),
      destroyed: v.exactOptional(count),
      bundles: v.exactOptional(count),
      cases: v.exactOptional(count),
      pallets: v.exactOptional(count),
    }),
  ),
});

const exceptions = v.pipe(
  v.array(v.number()),
  v.description('Exceptions that people have yet to resolve, the oldest hundred'),
);
const openExceptions = v.pipe(count, v.description('How many exceptions are open'));
const state = v.picklist(batchStates);
const byLevel = v.object({
  item: v.exactOptional(count),
  bundle: v.exactOptional(count),
  case: v.exactOptional(count),
  pallet: v.exactOptional(count),
});
const foreignOrder = v.object({
  order: v.object(order.entries),
  recipe: v.object(recipe.entries),
  state,
  received: v.pipe(byLevel, v.description('Numbers that the site has had for it')),
  handedOut: v.pipe(byLevel, v.description('Numbers that the line has and has not given back')),
  exceptions,
  openExceptions,
});
export const orderListAnswer = v.object({ line: v.string(), orders: v.array(foreignOrder) });
export const outcomeAnswer = v.object({ order: v.string(), token: v.string(), state, exceptions, openExceptions });
export const allocationAnswer = v.object({
  token: v.string(),
  level,
  numbers: v.pipe(v.array(v.string()), v.description('Serials (AI 21), or SSCCs of 18 digits')),
  gtin: v.exactOptional(v.pipe(v.string(), v.description('What the serials are of; absent for SSCCs'))),
  tails: v.exactOptional(
    v.pipe(
      v.array(v.record(v.string(), v.string())),
      v.description(
        'What stands behind each of the serials on its pack, by application identifier; absent where nothing does',
      ),
    ),
  ),
});

const told = {
  type: v.pipe(v.string(), v.description('`urn:seriate:problem:` and why')),
  detail: v.string(),
  at: v.exactOptional(v.pipe(v.string(), v.description('Where, such as `/facts/3/children/17`'))),
  rule: v.exactOptional(v.string()),
  remedy: v.exactOptional(v.string()),
};
const result = v.variant('result', [
  v.object({ result: v.picklist(['taken', 'known']) }),
  v.object({ result: v.literal('held'), exception: v.number(), ...told }),
  v.object({ result: v.literal('refused'), ...told }),
]);
export const resultsAnswer = v.object({
  order: v.string(),
  token: v.string(),
  results: v.pipe(v.array(result), v.description('One for every fact, in their order')),
  exceptions,
  openExceptions,
});
/** What became of a fact, as a line is told it. */
export type ToldResult = v.InferOutput<typeof result>;
