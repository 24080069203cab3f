import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as v from 'valibot';
import { type Config, checkConfig } from '../config.ts';
import { judgeCertificates } from '../judge-outside.ts';
import type { Ipc } from '../link/ipc.ts';
import type { Unfilled } from '../secret-files.ts';
import { merged } from './merged.ts';
import { secretsOf, withSecrets } from './with-secrets.ts';

/** The component's configuration as a deployment sets it. `accessControl` is the nucleus's own. */
const shape = v.looseObject({
  /** A file of the site with the agent's configuration, such as its devices and people; what the deployment says holds over it. */
  file: v.optional(v.string(), ''),
  /** The agent's configuration, or what of it the deployment decides. */
  agent: v.optional(v.record(v.string(), v.unknown()), {}),
});

const json = v.pipe(v.string(), v.parseJson(undefined, 'is not JSON'));

/** What the component's configuration is at the nucleus. Rejects with an `IpcFault`. */
export async function componentConfiguration(ipc: Ipc): Promise<unknown> {
  const { value } = await ipc.call((client) => client.getConfiguration({ keyPath: [] }));
  return value ?? {};
}

/**
 * What the agent is to do by the component's configuration: the site's file, over it what the deployment says, with secrets in their places.
 * Otherwise what is wrong with it, member by member.
 *
 * @param folder the component's work path: what relative paths begin at, and where the database is unless it is said
 */
export async function siteConfiguration(
  raw: unknown,
  { ipc, folder }: { readonly ipc: Ipc; readonly folder: string },
): Promise<Config | readonly string[]> {
  const component = v.safeParse(shape, raw);
  if (!component.success)
    return component.issues.map((issue) => `${v.getDotPath(issue) ?? 'configuration'}: ${issue.message}`);
  const { file, agent } = component.output;
  const ofSite = file === '' ? {} : readSite(resolve(folder, file));
  if (typeof ofSite === 'string') return [`file: ${ofSite}`];
  const unfilled: Unfilled[] = [];
  const whole = merged({ data: 'data', hmiPort: 4100, ...ofSite }, agent);
  const filled = await withSecrets(whole, { secret: secretsOf(ipc), folder: join(folder, 'secrets') }, unfilled);
  if (unfilled.length > 0) return unfilled.map(({ at, detail }) => `${at}: ${detail}`);
  const config = checkConfig(filled, folder);
  if (!isUsable(config)) return config;
  const wrong = judgeCertificates(config);
  return wrong.length > 0 ? wrong : config;
}

function readSite(path: string): Readonly<Record<string, unknown>> | string {
  try {
    const parsed = v.safeParse(v.pipe(json, v.record(v.string(), v.unknown())), readFileSync(path, 'utf8'));
    return parsed.success ? parsed.output : `${path} ${parsed.issues[0].message}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export const isUsable = (config: Config | readonly string[]): config is Config => !Array.isArray(config);
