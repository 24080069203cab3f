import { useDeferredValue, useState } from 'react';
import * as v from 'valibot';
import { mapping as mappingShape } from '../../shared/mapping/mapping.ts';
import { mappingProblems } from '../../shared/mapping/mapping-problems.ts';
import { samples as samplesShape } from '../../shared/mapping/sample.ts';
import { mappingVersion } from '../../shared/messages/mappings-api.ts';
import { shapeProblems } from '../../shared/shape-problems.ts';
import { Problem, type Said } from '../api.ts';
import { readJson, writeJson } from './json-text.ts';
import { useDeed } from './use-deed.tsx';

/** What there was before; a new one has no name yet. */
export interface MappingBefore {
  readonly name?: string;
  readonly mapping: unknown;
  readonly samples: unknown;
  /** By `seenTag`: what was changed since is not written over. */
  readonly seen?: string;
}

/** A mapping and its samples as somebody writes them, what is wrong with them by the rules of the server, and their way there. */
export function useMappingDraft(before: MappingBefore, saved: (name: string) => void) {
  const [seen] = useState(before.seen);
  const [name, setName] = useState(before.name ?? '');
  const [mapping, setMapping] = useState(() => writeJson(before.mapping));
  const [samples, setSamples] = useState(() => writeJson(before.samples));
  const save = useDeed(
    (api, body: object) =>
      api.replace(`/api/mappings/${encodeURIComponent(name.trim())}`, body, mappingVersion, { tag: seen }),
    ({ version, standing }) => `Version ${version} of mapping ${name.trim()} is kept as ${standing}.`,
  );
  const submit = () => {
    const body = { mapping: jsonIn(mapping), samples: jsonIn(samples) };
    save.mutate(body, { onSuccess: (kept) => saved(kept.name) });
  };
  const change = (write: (text: string) => void) => (text: string) => {
    // What the server said was about what stood there then.
    save.reset();
    write(text);
  };
  const isJson = !('fault' in readJson(mapping)) && !('fault' in readJson(samples));
  return {
    name,
    setName,
    mapping: {
      text: mapping,
      change: change(setMapping),
      problems: useProblems(mapping, wrongMapping, save.error, 'mapping'),
    },
    samples: {
      text: samples,
      change: change(setSamples),
      problems: useProblems(samples, wrongSamples, save.error, 'samples'),
    },
    submit,
    isReady: name.trim() !== '' && isJson,
    isPending: save.isPending,
    error: save.error,
  };
}

function jsonIn(text: string): unknown {
  const read = readJson(text);
  return 'fault' in read ? undefined : read.value;
}

/** What is wrong with a text by our own look, or by what the server said of its member. */
function useProblems(
  text: string,
  check: (value: unknown) => readonly Said[],
  error: unknown,
  member: 'mapping' | 'samples',
): readonly Said[] {
  const settled = useDeferredValue(text);
  const value = jsonIn(settled);
  const own = value === undefined ? [] : check(value);
  const at = error instanceof Problem ? error.said.at : undefined;
  if (own.length > 0 || !(error instanceof Problem) || at === undefined) return own;
  return at.startsWith(`/${member}`) ? [{ ...error.said, at: at.slice(member.length + 1) }] : own;
}

function wrongMapping(value: unknown): readonly Said[] {
  const read = v.safeParse(mappingShape, value);
  return read.success ? mappingProblems(read.output) : shapeProblems(mappingShape, read.issues);
}

function wrongSamples(value: unknown): readonly Said[] {
  const read = v.safeParse(samplesShape, value);
  return read.success ? [] : shapeProblems(samplesShape, read.issues);
}
