import * as v from 'valibot';
import { entryOf } from '#common/entry-of.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import type { Cores } from '#common/store/cores.ts';
import { refuse } from '#shared/refusal.ts';

const text = (pattern: RegExp, wanted: string) => v.pipe(v.string(), v.regex(pattern, wanted));
const announcement = v.strictObject({
  tenant: text(/^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/, 'must be 3 to 40 lower-case letters, digits and hyphens'),
  /** The thing bears this name, and the site's topics. */
  site: text(/^[A-Za-z0-9:_-]{1,64}$/, 'must be 1 to 64 letters, digits or :_-'),
  /** As the machine says it of itself. */
  serial: text(/^[A-Za-z0-9-]{4,64}$/, 'must be 4 to 64 letters, digits or hyphens'),
  runtime: v.optional(v.picklist(['nucleus', 'lite', 'none']), 'nucleus'),
  days: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(90)), 7),
});

interface Needs {
  readonly cores: Pick<Cores, 'announce'>;
  readonly now: () => Date;
}

/** Who acts here has the keys of the installation, not a token. */
const OPERATOR = 'operator';
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Lets a machine join a tenant's site, once and for some days. It stands behind no route: whoever runs the installation invokes it, with rights
 * in the account. Announced again, as after a machine was mended, it may join again with another certificate.
 */
export const announceCore =
  ({ cores, now }: Needs) =>
  async (raw: unknown): Promise<{ serial: string; site: string; notAfter: string }> => {
    const { tenant, site, serial, runtime, days } = read(announcement, raw);
    const at = now().toISOString();
    const notAfter = new Date(now().getTime() + days * DAY_MS).toISOString();
    const core = { serial, tenant, site, runtime, state: 'announced', notAfter, announced: at } as const;
    const entry = entryOf({ caller: OPERATOR, home: OPERATOR }, at, 'core-announced', `site ${site}`, {
      detail: { serial, runtime, notAfter },
    });
    const outcome = await cores.announce(core, entry);
    if (outcome === 'overtaken')
      orRefuse(refuse('busy', `serial ${serial} or its site is being announced by others`, { remedy: 'try it again' }));
    if (outcome === 'taken')
      orRefuse(
        refuse('conflict', `serial ${serial} or site ${site} is another tenant’s`, {
          at: '/site',
          remedy: 'give the site a name of its own, or have the other tenant’s machine announced under another serial',
        }),
      );
    return { serial, site, notAfter };
  };
