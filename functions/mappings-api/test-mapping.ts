import * as v from 'valibot';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import { runSample } from '#shared/mapping/run-sample.ts';
import type { Content } from '#shared/master-data/version.ts';
import { type MappingContent, mappingContent, mappingTest } from '#shared/messages/mappings-api.ts';
import { refuse } from '#shared/refusal.ts';
import type { MappingApiNeeds } from './needs.ts';
import { wantedVersion } from './show-mappings.ts';
import { targetOf } from './take-step.ts';

/** Characters of an output that are shown. */
const MOST_SHOWN = 20_000;

type Needs = Pick<MappingApiNeeds, 'mappings' | 'registry' | 'now'>;

/** Runs all samples of a version; nothing is stored. */
export const testMapping =
  (needs: Needs): Endpoint =>
  async (request) => {
    const asked = read(mappingTest, request.text === '' ? {} : json(request));
    const { version, mapping, samples } = await wantedVersion(needs, targetOf(request), asked.version);
    const outcomes = await outcomesOf(needs, request.tenant, mapping, samples);
    const shown = outcomes.map(({ output, ...one }) => ({
      ...one,
      ...(output !== undefined && { output: output.slice(0, MOST_SHOWN) }),
    }));
    return { status: 200, body: { version, passed: outcomes.every(({ passed }) => passed), samples: shown } };
  };

/** Throws Refused `conflict` with the first sample of a version that does not pass: it cannot be in force. */
export async function mustPass(needs: Needs, tenant: string, content: Content): Promise<void> {
  const { mapping, samples } = v.parse(mappingContent, content);
  const failed = (await outcomesOf(needs, tenant, mapping, samples)).filter(({ passed }) => !passed);
  const [first] = failed;
  if (first === undefined) return;
  throw new Refused(
    refuse('conflict', `sample ${JSON.stringify(first.name)} does not pass: ${first.differs}`, {
      at: `/samples/${samples.findIndex(({ name }) => name === first.name)}`,
      rule: 'Seriate: a mapping comes into force when it does what its samples say',
      remedy: 'POST …/test shows all; mend mapping or samples (POST …/reject first)',
    }),
  );
}

async function outcomesOf(needs: Needs, tenant: string, mapping: Mapping, samples: MappingContent['samples']) {
  const kept = await needs.mappings.samples(
    tenant,
    samples.map(({ hash }) => hash),
  );
  if (kept.length < samples.length) throw new Error(`${samples.length - kept.length} samples of a mapping are gone`);
  const prefixes = (await needs.registry.tenant(tenant))?.companyPrefixes ?? [];
  return kept.map((sample) => runSample(mapping, sample, prefixes));
}
