import type { Context, EpcisEvent } from '#shared/epcis/event.ts';
import { contextMerger } from '#shared/epcis/merge-contexts.ts';
import { refuse } from '#shared/refusal.ts';
import type { Request } from '../http.ts';
import { Refused } from '../refused.ts';

/** All headers of an answer share about 10 kB. */
const LONGEST = 2000;

/**
 * The prefixes that the caller defines in the header GS1-Extensions (`prefix=namespace`, comma-separated), for CURIEs in query parameters.
 * Refuses a member that is neither.
 */
export function extensionsOf({ headers }: Pick<Request, 'headers'>): Context {
  const members = (headers['gs1-extensions'] ?? '').split(',').map((member) => member.trim());
  return Object.fromEntries(members.filter((member) => member !== '').map(definition));
}

function definition(member: string): [string, string] {
  const [, prefix = '', namespace = ''] = /^([^\s=:]+)\s*=\s*(\S+)$/.exec(member) ?? [];
  if (prefix !== '') return [prefix, namespace];
  throw new Refused(
    refuse('malformed', `GS1-Extensions holds ${JSON.stringify(member.slice(0, 80))}`, {
      at: 'GS1-Extensions',
      rule: 'EPCIS 2.0, REST binding, headers',
      remedy: 'send prefix=namespace, joined by commas',
    }),
  );
}

/** The header that names the prefixes of the events in an answer, as many as have room; none when they use none. */
export function extensionHeader(events: readonly EpcisEvent[]): Record<string, string> {
  const merger = contextMerger();
  for (const event of events) merger.admit(event);
  let value = '';
  for (const [prefix, namespace] of Object.entries(merger.context())) {
    if (typeof namespace !== 'string' || !/^[!-+\--~]+$/.test(`${prefix}${namespace}`)) continue;
    const longer = `${value}${value === '' ? '' : ', '}${prefix}=${namespace}`;
    if (longer.length > LONGEST) break;
    value = longer;
  }
  return value === '' ? {} : { 'GS1-Extensions': value };
}
