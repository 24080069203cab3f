import * as v from 'valibot';
import { expectedBy } from '#common/expected-by.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { sha256 } from '#common/sha256.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { mappingProblems } from '#shared/mapping/mapping-problems.ts';
import type { Sample } from '#shared/mapping/sample.ts';
import { saveDraft } from '#shared/master-data/change-version.ts';
import { type Content, content, inForce, type MasterHead } from '#shared/master-data/version.ts';
import { type MappingContent, mappingContent, mappingDraft } from '#shared/messages/mappings-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { canonicalJson } from '#shared/wire/canonical-json.ts';
import type { MappingApiNeeds } from './needs.ts';
import { takeStep, targetOf } from './take-step.ts';
import { tellOpen, tellStanding } from './tell-version.ts';

/**
 * Keeps a mapping as draft, with what it is to be tested by: a new version where none is open. The content that is in force already makes none; then that version
 * is told. Samples are kept before the version that names them: what a crash leaves of them nobody names. `If-Match` and `If-None-Match` as of master data.
 */
export const putDraft =
  (needs: MappingApiNeeds): Endpoint =>
  async (request) => {
    const target = targetOf(request);
    const expected = expectedBy(request);
    const draft = read(mappingDraft, json(request));
    mustFit(draft.mapping);
    const given = draft.samples && byHash(draft.samples);
    if (given !== undefined) await needs.mappings.putSamples(request.tenant, given);
    const begun = expected && { with: expected, what: `mapping ${target.name}`, at: '/name' };
    const { head, step } = await takeStep(needs, target, {
      decide: (before, doer) =>
        turnedRound(draft.mapping, before) ??
        saveDraft(before, contentOf(draft.mapping, given, before, doer.at), doer, begun),
    });
    const status = step !== 'unchanged' && step.did === 'drafted' ? 201 : 200;
    const body =
      head.open === undefined
        ? tellStanding(target.name, head, needs.now().toISOString())
        : tellOpen(target.name, head.open);
    return { status, body };
  };

/** Throws Refused with all that does not go together, the first leading. */
export function mustFit(mapping: Mapping): void {
  const [first, ...others] = mappingProblems(mapping);
  if (first === undefined) return;
  const told = [first, ...others].map(({ at, detail }) => `${at}: ${detail}`).join('; ');
  throw new Refused(others.length === 0 ? first : { ...first, detail: told });
}

/** Partners name a mapping for one direction: a version for the other would have everything of theirs refused. */
function turnedRound({ direction }: Mapping, head: MasterHead | undefined): Refusal | undefined {
  const was = head?.current.map(({ content: of }) => v.parse(mappingContent, of).mapping.direction);
  if (was === undefined || was.every((one) => one === direction)) return undefined;
  return refuse('conflict', `the mapping is for what comes ${was[0]}, and stays so`, {
    at: '/mapping/direction',
    remedy: 'give what goes the other way a name of its own',
  });
}

const byHash = (samples: readonly Sample[]): Map<string, Sample> =>
  new Map(samples.map((one) => [sha256(canonicalJson(JSON.parse(JSON.stringify(one)))), one]));

function contentOf(
  mapping: Mapping,
  given: ReadonlyMap<string, Sample> | undefined,
  head: MasterHead | undefined,
  at: string,
): Content {
  const samples =
    given === undefined ? samplesBefore(head, at) : [...given].map(([hash, { name }]) => ({ name, hash }));
  // Members that are undefined are none once they are stored.
  return v.parse(content, JSON.parse(JSON.stringify({ mapping, samples })));
}

function samplesBefore(head: MasterHead | undefined, at: string): MappingContent['samples'] {
  const before = head?.open?.content ?? inForce(head?.current ?? [], at)?.content;
  return before === undefined ? [] : v.parse(mappingContent, before).samples;
}
