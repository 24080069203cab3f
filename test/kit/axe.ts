import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import * as v from 'valibot';

const source = createRequire(import.meta.url).resolve('axe-core');

const found = v.object({
  violations: v.array(
    v.object({
      id: v.string(),
      impact: v.nullish(v.string()),
      help: v.string(),
      nodes: v.array(v.object({ target: v.array(v.unknown()), failureSummary: v.optional(v.string(), '') })),
    }),
  ),
});
const SERIOUS = ['serious', 'critical'];
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * What axe-core finds against WCAG 2.2 AA in a page as it stands, and calls serious or critical: a line for each element, with the rule and where
 * the element is. Empty when there is nothing.
 *
 * @param within a CSS selector, where only a part is looked at
 */
export async function seriousFindings(page: Page, within?: string): Promise<string[]> {
  // What the browser itself runs is not held up by the page's own policy, as a script element would be.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await sourceText());
  // Under a bar that stays at the top, a page that is scrolled has links half covered, as any has; unscrolled, nothing of it may be.
  if (within === undefined) await page.evaluate('scrollTo(0, 0)');
  await page.evaluate(standsStill);
  const run = `axe.run(${JSON.stringify(within ?? null)} ?? document, ${JSON.stringify({ runOnly: RULES, resultTypes: ['violations'] })})`;
  const { violations } = v.parse(found, await page.evaluate(run));
  return violations
    .filter(({ impact }) => SERIOUS.includes(impact ?? ''))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${help} · ${target.join(' ')} · ${oneLine(failureSummary)}`),
    );
}

/** What fades in has no colours yet that anybody would read; what turns for ever is left alone. */
const standsStill = `Promise.allSettled(document.getAnimations()
  .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime)).map(({ finished }) => finished)).then(() => undefined)`;

const oneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, ' ');

async function sourceText(): Promise<string> {
  // The last expression of the file would be handed back, and is nothing that can be.
  return `${await readFile(source, 'utf8')}\n;undefined;`;
}
