import * as v from 'valibot';
import { useAsked } from './use-asked.ts';

const settings = v.object({
  signInUrl: v.string(),
  /** Sandboxes beside the installation; none where nobody told it of any. */
  sandboxes: v.optional(v.array(v.object({ sandbox: v.string(), control: v.string() })), []),
});

/** What the installation says of itself to its console. */
export const useSettings = () => useAsked('/console.json', settings);
