import { madeStatement, type StatementKind } from '../../shared/messages/statements-api.ts';
import { Problem } from '../api.ts';
import type { Needs } from '../needs.ts';
import { routeTo } from '../route.ts';
import { element } from './element.ts';
import { markAt } from './mark-at.ts';
import { signingForm } from './signing.ts';
import { dropDraft, keepDraft, keptDraft } from './statement-draft.ts';
import { statedIn, statementFields } from './statement-fields.ts';
import { toldReports } from './told-reports.ts';

/** What a statement is asked for by. */
export interface Chosen {
  readonly market: string;
  readonly kind: StatementKind;
  /** Id of the list of places to choose from. */
  readonly places: string;
}

/** A form for one statement; where there is nothing that it may be about, that is said instead. */
export async function statementForm(needs: Needs, chosen: Chosen): Promise<HTMLElement> {
  const { market, kind } = chosen;
  const kept = keptDraft();
  const draft = kept?.market === market && kept.name === kind.name ? kept : undefined;
  const reports = kind.of === 'document' ? await toldReports(needs.api, market, kind.documents ?? []) : [];
  if (kind.of === 'document' && reports.length === 0)
    return element(
      'p',
      { class: 'empty' },
      `No ${kind.documents?.join(', ')} has been acknowledged that it could be about.`,
    );
  const statement = draft?.statement ?? crypto.randomUUID();
  const before = draft?.values ?? { '/at': localTime(new Date()) };
  const { parts, controls } = statementFields({ kind, before, reports, places: chosen.places });
  const sign = async ({ meaning, reason }: { meaning: string; reason: string }) => {
    markAt(controls);
    const values = Object.fromEntries([...controls].map(([at, { value }]) => [at, value]));
    // Signing in again leaves the page.
    keepDraft({ statement, market, name: kind.name, values });
    const body = { statement, market, name: kind.name, ...statedIn(kind, controls), reason, signature: { meaning } };
    try {
      const { deliveries } = await needs.api.post('/api/statements', body, madeStatement);
      dropDraft();
      form.replaceWith(told(deliveries.length));
    } catch (error) {
      if (error instanceof Problem) markAt(controls, error.said.at?.replace(/^\/movement/, ''));
      throw error;
    }
  };
  const form = signingForm(
    'Tell the regulator',
    ['told by hand', 'told by hand, as agreed with the regulator'],
    sign,
    ...parts,
  );
  return form;
}

const told = (reports: number) =>
  element(
    'p',
    { class: 'note', role: 'status' },
    `${reports === 1 ? 'One report is' : `${reports} reports are`} on the way to the regulator. `,
    element('a', { href: routeTo('overview') }, 'See what becomes of it'),
  );

/** As a control for a local time has it. */
function localTime(now: Date): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 19);
}
