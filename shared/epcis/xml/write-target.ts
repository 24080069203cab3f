import { type Refusal, refuse } from '../../refusal.ts';
import type { Json } from '../../wire/json.ts';
import { pointerStep } from '../../wire/json-pointer.ts';
import { type XmlOutput, xmlOutput } from '../../wire/write-xml.ts';
import type { Definitions } from '../prefixes.ts';
import { type Names, namesOf } from './write-names.ts';
import type { RootNamespaces, XmlVersion } from './write-root.ts';

export interface Style {
  readonly version: XmlVersion;
  /** How CBV words are spelled in 2.0; 1.2 knows URNs only. */
  readonly vocabulary?: 'urn' | 'web-uri';
  /** Every element on a line of its own; otherwise every event. */
  readonly indent?: boolean;
}

/** Where and how something is written. */
export interface Target {
  readonly out: XmlOutput;
  readonly names: Names;
  readonly version: XmlVersion;
  readonly vocabulary: 'urn' | 'web-uri';
}

/** A target for one event, or for what stands around the events: that `isHead`, and leaves declarations to the root. */
export const targetOf = (
  definitions: Definitions,
  root: RootNamespaces,
  { version, vocabulary = 'urn', indent = false }: Style,
  { depth, isHead = false }: { depth: number; isHead?: boolean },
): Target => ({
  out: xmlOutput({ indent, depth }),
  names: namesOf(definitions, root, !isHead),
  version,
  vocabulary: version === '1.2' ? 'urn' : vocabulary,
});

/** Writes one member of an event or document; answers why it cannot be written. */
export type Write = (name: string, value: Json, to: Target) => Refusal | undefined;

/** The same refusal, seen from the holder of the member. Pointers are made on the way up, so what can be written costs none. */
export const within = (name: string | number, refusal: Refusal): Refusal => ({
  ...refusal,
  at: pointerStep(name) + (refusal.at ?? ''),
});

/** The refusal of a tree that is no event, which no reader makes. */
export const misshapen = (what: string): Refusal =>
  refuse('malformed', what, { rule: 'EPCIS 2.0 §7', remedy: 'check the event before writing it' });
