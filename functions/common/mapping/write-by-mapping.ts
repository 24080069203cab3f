import type { Mappings } from '#common/store/mappings.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Outgoing, OutgoingMessage, Prefixes, WrittenDocument } from '#shared/mapping/results.ts';
import { writeMapped, writeMessage } from '#shared/mapping/write-mapped.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
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

/** Writes events as the mapping in force of that name says. Refuses what the form cannot say, with the event's place (`/events/n`). */
export const writeByMapping = (needs: MappingNeeds) => (tenant: string, name: string, out: Outgoing) =>
  written(needs, tenant, name, (mapping, prefixes) => writeMapped(mapping, out, prefixes));

/** Writes a message that is no events (a serial response, a production order) by a mapping whose format knows it. */
export const writeMessageByMapping = (needs: MappingNeeds) => (tenant: string, name: string, out: OutgoingMessage) =>
  written(needs, tenant, name, (mapping) => writeMessage(mapping, out));

type Write = (mapping: Mapping, prefixes: Prefixes) => WrittenDocument | Refusal[];

async function written(needs: MappingNeeds, tenant: string, name: string, write: Write): Promise<Written | Refusal[]> {
  const found = await mappingInForce(needs, tenant, name, 'out');
  if (isRefusal(found)) return [found];
  const prefixes = (await needs.registry.tenant(tenant))?.companyPrefixes ?? [];
  const one = write(found.mapping, prefixes);
  if (isProblems(one)) return one;
  return { ...one, body: new TextEncoder().encode(one.body), mapping: found.label };
}

/** True where nothing was written, and why not is told. */
export const isProblems = (told: object | readonly Refusal[]): told is Refusal[] => Array.isArray(told);
