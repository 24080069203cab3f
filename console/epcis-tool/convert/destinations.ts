import { mkdir, realpath } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { UsageError } from '../command-line/usage-error.ts';
import { reasonOf } from '../input/input.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type Output, toFile, toScreen } from './output.ts';
import { extensionOf, type Form } from './target.ts';

/** Where each document goes. */
export type Destinations = (name: string) => Promise<Output>;

interface Asked {
  readonly to: Form;
  readonly output?: string | undefined;
  readonly 'output-dir'?: string | undefined;
}

/**
 * Decides where the documents go before the first is read: to standard output or one file, or each to a file of its own.
 * Throws `UsageError` when two would go to one place, or one would go over what it is made from.
 */
export async function destinations(names: readonly string[], asked: Asked, screen: Terminal): Promise<Destinations> {
  const { output, 'output-dir': folder } = asked;
  if (output !== undefined && folder !== undefined) throw new UsageError('give --output or --output-dir, not both');
  if (folder !== undefined) return inFolder(names, folder, asked.to);
  if (names.length > 1) throw new UsageError(`${names.length} documents need an --output-dir DIR`);
  if (output === undefined || output === '-') return async () => toScreen(screen);
  await refuseOverwriting(names, [output]);
  return () => toFile(output);
}

async function inFolder(names: readonly string[], folder: string, form: Form): Promise<Destinations> {
  const targets = new Map(names.map((name) => [name, join(folder, nameIn(name, form))]));
  const taken = new Map<string, string>();
  for (const [name, target] of targets) {
    const other = taken.get(target);
    if (other !== undefined) throw new UsageError(`${other} and ${name} would both be written to ${target}`);
    taken.set(target, name);
  }
  await mkdir(folder, { recursive: true }).catch((error: unknown) => {
    throw new UsageError(`--output-dir ${folder}: ${reasonOf(error)}`);
  });
  await refuseOverwriting(names, [...targets.values()]);
  return (name) => toFile(targets.get(name) ?? join(folder, nameIn(name, form)));
}

function nameIn(name: string, form: Form): string {
  if (name === '-') return `stdin${extensionOf(form)}`;
  const known = ['.xml', '.json', '.jsonld', '.epcis'].includes(extname(name).toLowerCase());
  return basename(name, known ? extname(name) : '') + extensionOf(form);
}

async function refuseOverwriting(names: readonly string[], targets: readonly string[]): Promise<void> {
  const real = (path: string) => realpath(path).catch(() => undefined);
  const sources = new Map<string | undefined, string>();
  for (const name of names) if (name !== '-') sources.set(await real(name), name);
  for (const target of targets) {
    const path = await real(target);
    if (path !== undefined && sources.has(path))
      throw new UsageError(`${target} would be written over ${sources.get(path)}, which is read`);
  }
}
