import * as v from 'valibot';
import { readIfThere, writePrivately } from '../private-file.ts';

const thing = v.object({
  name: v.string(),
  attributes: v.record(v.string(), v.string()),
  /** SHA-256 of its certificates, newest first. An older one stays good until it expires, as on AWS IoT until it is deactivated. */
  fingerprints: v.array(v.string()),
});

/** A device that may connect, with what policies may ask about it. */
export type Thing = v.InferOutput<typeof thing>;

export interface Things {
  /** Adds a thing of a tenant or renews its certificate; once it is settled, the file says so. Rejects when another tenant has the name. */
  register(name: string, tenant: string, fingerprint: string): Promise<void>;
  byFingerprint(fingerprint: string): Thing | undefined;
}

/** Opens the registry of things kept in one JSON file. Throws, naming the file, when that is not what it should be. */
export async function openThings(path: string): Promise<Things> {
  const known = new Map(read(path, (await readIfThere(path)) ?? '[]').map((each) => [each.name, each]));
  let lastWrite = Promise.resolve();
  return {
    register(name, tenant, fingerprint) {
      const before = known.get(name) ?? { attributes: { tenant }, fingerprints: [] };
      const owner = before.attributes['tenant'];
      if (owner !== tenant)
        return Promise.reject(new Error(`thing ${name} belongs to tenant ${owner}, not to ${tenant}`));
      known.set(name, { ...before, name, fingerprints: [...new Set([fingerprint, ...before.fingerprints])] });
      // One write after another: two at once could leave the older text.
      lastWrite = lastWrite
        .catch(() => undefined)
        .then(() => writePrivately(path, `${JSON.stringify([...known.values()], undefined, 2)}\n`));
      return lastWrite;
    },
    byFingerprint: (fingerprint) => known.values().find(({ fingerprints }) => fingerprints.includes(fingerprint)),
  };
}

function read(path: string, text: string): Thing[] {
  try {
    return v.parse(v.array(thing), JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is not a list of things; mend it or start with --fresh`, { cause });
  }
}
