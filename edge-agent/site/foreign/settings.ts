import * as v from 'valibot';
import { id as name } from '#shared/id.ts';
import { filesEntries } from './files/settings.ts';
import { httpEntries } from './http/settings.ts';
import { opcuaEntries } from './opcua/settings.ts';

const sgln = v.pipe(v.string(), v.regex(/^urn:epc:id:sgln:\d+\.\d*\.[^\s]+$/, 'must be an SGLN URN'));
const every = { line: name, readPoint: sgln, bizLocation: sgln };

/** A line of another maker: what it is called, where it stands, and how it speaks with the site. */
export const foreignSettings = v.variant('via', [
  v.strictObject({ ...every, via: v.literal('http'), ...httpEntries }),
  v.strictObject({ ...every, via: v.literal('files'), ...filesEntries }),
  v.strictObject({ ...every, via: v.literal('opcua'), ...opcuaEntries }),
]);
export type ForeignSettings = v.InferOutput<typeof foreignSettings>;
export type ForeignVia<Via extends ForeignSettings['via']> = Extract<ForeignSettings, { via: Via }>;

/** The settings with every path made absolute. */
export function withPaths(
  settings: ForeignSettings,
  path: (relative: string) => string,
  beside: string,
): ForeignSettings {
  if (settings.via === 'files') return { ...settings, folder: path(settings.folder) };
  if (settings.via === 'opcua') return { ...settings, certificates: path(settings.certificates ?? beside) };
  return settings;
}
