import type * as v from 'valibot';
import { readBody } from '../../../hmi/api/route.ts';
import type { ForeignLine } from '../foreign-line.ts';

/** A call of the interface: what it is, what it takes and answers, and what it does. */
export interface LineRoute {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  /** What belongs to it beyond the shapes. */
  readonly more: string;
  readonly body: v.GenericSchema | undefined;
  readonly answer: v.GenericSchema;
  /** Throws `Refused`, or rejects with it. */
  run(line: ForeignLine, order: string, body: unknown): unknown;
}

export const BASE = '/line-api/v1';

/** A call about an order, said under a token. */
export const said = <Shape extends v.GenericSchema>(
  about: Pick<LineRoute, 'path' | 'summary' | 'more' | 'answer'>,
  body: Shape,
  run: (line: ForeignLine, order: string, body: v.InferOutput<Shape>) => unknown,
): LineRoute => ({
  ...about,
  path: `${BASE}/orders/{order}/${about.path}`,
  method: 'POST',
  body,
  run: (line, order, read) => run(line, order, readBody(body, read)),
});
