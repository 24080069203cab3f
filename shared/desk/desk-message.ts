import * as v from 'valibot';
import { sides } from './kinds.ts';
import { resolutions } from './resolutions.ts';

export const deskActs = [
  'open',
  'propose',
  'accept',
  'reject',
  'counter',
  'note',
  'attach',
  'acknowledge',
  'report',
  'resolve',
  'withdraw',
] as const;
export type DeskAct = (typeof deskActs)[number];

const said = v.optional(v.string());
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What a holder of recalled or suspect packs found, in packs. What was neither returned nor destroyed is kept apart, or gone to patients. */
export const foundPacks = v.strictObject({
  found: amount,
  quarantined: v.optional(amount, 0),
  returned: v.optional(amount, 0),
  destroyed: v.optional(amount, 0),
});
export type FoundPacks = v.InferOutput<typeof foundPacks>;

export const attachedFile = v.object({
  name: v.string(),
  contentType: v.string(),
  bytes: v.number(),
  /** Hex. */
  sha256: v.string(),
});
export type AttachedFile = v.InferOutput<typeof attachedFile>;

/** What one side says to the other. It stays as it was said. */
export const deskMessage = v.object({
  /** By which both sides know it; a file that it brings is kept under it. */
  id: v.string(),
  side: v.picklist(sides),
  /** One more than the highest that its side knew: what was said without knowing of each other has the same. */
  turn: v.number(),
  /** ISO 8601 in UTC. */
  at: v.string(),
  act: v.picklist(deskActs),
  resolution: v.optional(v.picklist(resolutions)),
  /** Id of the proposal that is answered. */
  of: said,
  text: said,
  file: v.optional(attachedFile),
  found: v.optional(foundPacks),
});
export type DeskMessage = v.InferOutput<typeof deskMessage>;
