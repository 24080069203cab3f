import * as v from 'valibot';
import type { ReadMapping } from '#common/store/mappings.ts';
import {
  type ClosedVersion,
  type Content,
  inForce,
  type MasterHead,
  type OpenVersion,
} from '#shared/master-data/version.ts';
import { type MappingContent, mappingContent } from '#shared/messages/mappings-api.ts';
import type { Standing } from '#shared/messages/master-data-api.ts';

/** What a version says, read again. */
export const saidIn = (content: Content | undefined): Partial<MappingContent> =>
  content === undefined ? {} : v.parse(mappingContent, content);

/** An open version as the API tells it. */
export const tellOpen = (name: string, { state, content, ...open }: OpenVersion) => ({
  name,
  ...open,
  ...saidIn(content),
  standing: state satisfies Standing,
});

/** A version that was decided about, as the API tells it. */
export const tellClosed = (
  name: string,
  { state, content, ...closed }: ClosedVersion,
  { current }: MasterHead,
  at: string,
) => ({
  name,
  ...closed,
  ...saidIn(content),
  standing: state !== 'approved' ? state : inForce(current, at)?.version === closed.version ? 'in-force' : 'superseded',
});

/** What is in force, told as an answer to who writes it again. */
export function tellStanding(name: string, { current, latest }: MasterHead, at: string) {
  const now = inForce(current, at);
  return {
    name,
    version: now?.version ?? latest,
    revision: 1,
    ...saidIn(now?.content),
    effectiveFrom: now?.effectiveFrom,
    standing: 'in-force',
    authors: [],
    acts: [],
  };
}

/** One mapping as a list tells it; undefined when its only version was dropped. */
export function tellItem({ name, head: { current, open } }: ReadMapping, at: string) {
  const now = inForce(current, at);
  if (now === undefined && open === undefined) return undefined;
  const opened = open && {
    open: { version: open.version, revision: open.revision, standing: open.state, authors: open.authors },
  };
  if (now?.content !== undefined)
    return {
      name,
      mapping: saidIn(now.content).mapping,
      version: now.version,
      standing: 'in-force',
      effectiveFrom: now.effectiveFrom,
      ...opened,
    };
  if (open !== undefined)
    return { name, mapping: saidIn(open.content).mapping, version: open.version, standing: open.state, ...opened };
  return { name, version: now?.version, standing: 'withdrawn', effectiveFrom: now?.effectiveFrom };
}
