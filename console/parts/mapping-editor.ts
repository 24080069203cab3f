import * as v from 'valibot';
import { mapping as mappingShape } from '../../shared/mapping/mapping.ts';
import { mappingProblems } from '../../shared/mapping/mapping-problems.ts';
import { samples as samplesShape } from '../../shared/mapping/sample.ts';
import { mappingVersion } from '../../shared/messages/mappings-api.ts';
import { shapeProblems } from '../../shared/shape-problems.ts';
import { Problem, type Said } from '../api.ts';
import type { Needs } from '../needs.ts';
import { element } from './element.ts';
import { field, form } from './form.ts';
import { jsonEditor } from './json-editor.ts';

export type MappingVersion = v.InferOutput<typeof mappingVersion>;

interface Before {
  /** Undefined for a new one, whose name is asked for. */
  readonly name?: string;
  readonly mapping: unknown;
  readonly samples: unknown;
}

/**
 * A mapping and its samples as JSON. What is wrong is told at its line before it is sent, by the rules of the server.
 *
 * @param saved with the draft
 */
export function mappingEditor({ api }: Needs, before: Before, saved: (version: MappingVersion) => void) {
  const name = element('input', { name: 'name', required: '', autocomplete: 'off', autocapitalize: 'none' });
  name.value = before.name ?? '';
  const mapping = jsonEditor({
    label: 'Mapping',
    name: 'mapping',
    rows: 18,
    value: before.mapping,
    check: wrongMapping,
  });
  const samples = jsonEditor({
    label: 'Samples that it is tested by: [{"name", "input", "expect": {"output"} or {"problems"}}]',
    name: 'samples',
    rows: 8,
    value: before.samples,
    check: wrongSamples,
  });
  const save = async () => {
    const body = { mapping: mapping.read(), samples: samples.read() };
    const path = `/api/mappings/${encodeURIComponent(name.value.trim())}`;
    try {
      saved(await api.replace(path, body, mappingVersion));
    } catch (error) {
      tell(error, mapping, samples);
      throw error;
    }
  };
  const holder = form(
    before.name === undefined ? 'New mapping' : `Change mapping ${before.name}`,
    save,
    before.name === undefined ? field('Name', name) : undefined,
    mapping.holder,
    samples.holder,
    element('div', { class: 'wide' }, element('button', { type: 'submit' }, 'Save as draft')),
  );
  return { holder, mapping, name: () => name.value.trim() };
}

type Editor = ReturnType<typeof jsonEditor>;

/** A refusal of the server's is shown where it is about: its pointers begin with the member of the body. */
function tell(error: unknown, mapping: Editor, samples: Editor): void {
  if (!(error instanceof Problem)) return;
  const { at = '' } = error.said;
  if (at.startsWith('/samples')) samples.tell([{ ...error.said, at: at.slice('/samples'.length) }]);
  else if (at !== '') mapping.tell([{ ...error.said, at: at.replace(/^\/mapping/, '') }]);
}

function wrongMapping(value: unknown): readonly Said[] {
  const read = v.safeParse(mappingShape, value);
  return read.success ? mappingProblems(read.output) : shapeProblems(mappingShape, read.issues);
}

function wrongSamples(value: unknown): readonly Said[] {
  const read = v.safeParse(samplesShape, value);
  return read.success ? [] : shapeProblems(samplesShape, read.issues);
}
