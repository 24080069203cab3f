import type { RefusalCode } from '#shared/refusal.ts';

/** What the agent's API refuses with; whatever else the cloud refuses with never comes to this page. */
type Foreign =
  | 'bad-query'
  | 'bad-subscription'
  | 'not-acceptable'
  | 'too-complex'
  | 'too-many-requests'
  | 'too-many-results'
  | 'uri-too-long';

/** What a refusal of the agent is in principle, a word for each; `fault` is no refusal, but what nobody foresaw. */
export type ProblemWords = Readonly<Record<Exclude<RefusalCode, Foreign> | 'fault', string>>;
