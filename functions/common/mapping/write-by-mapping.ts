import type { Mappings } from '#common/store/mappings.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Outgoing, OutgoingMessage, Prefixes, WrittenDocument } from '#shared/mapping/results.ts';
import { writeMapped, writeMessage } from '#shared/mapping/write-mapped.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { mappingInForce } from './mapping-in-force.ts';

export interface MappingNeeds {
  readonly mappings: Pick<Mappings, 'get'>;
  /** Company prefixes of the tenant: by them links become URNs. */
  readonly registry: Pick<Registry, 'tenant'>;
  readonly now: () => Date;
}

/** A document as a mapping makes it. */
export interface Written {
  readonly body: Uint8Array;
  readonly contentType: string;
  /** Without a dot. */
  readonly fileExtension: string;
  /** Name and version, `name@3`. */
  readonly mapping: string;
}

/**
 * Writes events as the mapping in force of that name says, as one document. Refuses what the form cannot say, with the event's place (`/events/n`), and
 * what would be more than one document: whoever can carry several asks `writeAllByMapping`.
 */
export const writeByMapping =
  (needs: MappingNeeds) =>
  async (tenant: string, name: string, out: Outgoing): Promise<Written | Refusal[]> => {
    const all = await writeAllByMapping(needs)(tenant, name, out);
    if (isProblems(all)) return all;
    const [first, second] = all;
    if (first !== undefined && second === undefined) return first;
    return [
      refuse('unsupported', `the mapping makes ${all.length} documents of the events, and one is to be sent`, {
        at: '/split',
        remedy: 'raise "split" of the mapping, or leave it out',
      }),
    ];
  };

/** The same for those who can carry several documents: one for each part that `split` makes. */
export const writeAllByMapping = (needs: MappingNeeds) => (tenant: string, name: string, out: Outgoing) =>
  written(needs, tenant, name, (mapping, prefixes) => writeMapped(mapping, out, prefixes));

/** Writes a message that is no events (a serial response, a production order) by a mapping whose format knows it. */
export const writeMessageByMapping =
  (needs: MappingNeeds) =>
  async (tenant: string, name: string, out: OutgoingMessage): Promise<Written | Refusal[]> => {
    const all = await written(needs, tenant, name, (mapping) => {
      const one = writeMessage(mapping, out);
      return 'body' in one ? [one] : one;
    });
    if (isProblems(all)) return all;
    return all[0] ?? [refuse('unsupported', `mapping ${name} wrote nothing`)];
  };

type Write = (mapping: Mapping, prefixes: Prefixes) => readonly WrittenDocument[] | Refusal[];

async function written(
  needs: MappingNeeds,
  tenant: string,
  name: string,
  write: Write,
): Promise<readonly Written[] | Refusal[]> {
  const found = await mappingInForce(needs, tenant, name, 'out');
  if (isRefusal(found)) return [found];
  const prefixes = (await needs.registry.tenant(tenant))?.companyPrefixes ?? [];
  const all = write(found.mapping, prefixes);
  if (isProblems(all)) return all;
  return all.map(({ body, ...one }) => ({ ...one, body: new TextEncoder().encode(body), mapping: found.label }));
}

/** True for a list of refusals; nothing written is none. */
export const isProblems = <T extends object>(list: T | readonly T[] | Refusal[]): list is Refusal[] =>
  Array.isArray(list) && list.length > 0 && list.every(isRefusal);
