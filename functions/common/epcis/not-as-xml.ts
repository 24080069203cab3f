import { type Refusal, refuse } from '#shared/refusal.ts';
import { Refused } from '../refused.ts';

/** The whole is refused for what XML cannot carry of it: a part left out would look like an answer. */
export const notAsXml = (what: string, { detail, at, rule }: Refusal) =>
  new Refused(
    refuse('not-acceptable', `${what} cannot be written as XML: ${detail}`, {
      ...(at !== undefined && { at }),
      ...(rule !== undefined && { rule }),
      remedy: 'ask for application/json',
    }),
  );
