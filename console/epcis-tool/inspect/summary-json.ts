import type { DocumentSummary } from './document-summary.ts';

type Counts = readonly (readonly [name: string | number, count: number])[];

/** The summary for a program: one object, counts as members. */
export function summaryJson(summary: DocumentSummary): string {
  const { types, actions, bizSteps, dispositions, lots, expiryDates, identifiers, hierarchy, ...rest } = summary;
  const extensions = [...summary.extensions, ...(summary.headExtensions ?? [])];
  const { headExtensions: _, ...plain } = rest;
  return `${JSON.stringify({
    ...plain,
    types: members(types),
    actions: members(actions),
    bizSteps: members(bizSteps),
    dispositions: members(dispositions),
    identifiers: identifiers.map(({ spellings, companyPrefixes, ...row }) => ({
      ...row,
      spellings: members(spellings),
      companyPrefixes: members(companyPrefixes),
    })),
    lots: members(lots),
    expiryDates: members(expiryDates),
    hierarchy: hierarchy.map(({ childrenEach, ...row }) => ({ ...row, childrenEach: members(childrenEach) })),
    extensions: extensions.map(({ namespace, names }) => ({ namespace, names: members(names) })),
  })}\n`;
}

/** Names come from documents: none of them may reach the prototype. */
const members = (rows: Counts) => Object.fromEntries(rows);
