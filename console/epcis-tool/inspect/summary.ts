import type { EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventAsJson } from '#shared/epcis/event-as-json.ts';
import { definitionsOf } from '#shared/epcis/prefixes.ts';
import { extensionTally } from './extension-tally.ts';
import { hierarchyTally } from './hierarchy-tally.ts';
import { identifierTally } from './identifier-tally.ts';
import { ilmdTally } from './ilmd-tally.ts';
import { tally } from './tally.ts';
import { timeRange } from './time-range.ts';

export type EventSummary = ReturnType<ReturnType<typeof eventSummary>['summary']>;

/** Adds up what the events of a document say. Memory does not grow with their number, but for a few bytes per different identifier. */
export function eventSummary() {
  let events = 0;
  const tallies = { types: tally(), actions: tally(), bizSteps: tally(), dispositions: tally() };
  const times = timeRange();
  const identifiers = identifierTally();
  const hierarchy = hierarchyTally();
  const extensions = extensionTally();
  const ilmd = ilmdTally();
  let declarations = 0;

  const add = (event: EpcisEvent): void => {
    const tree = eventAsJson(event);
    const definitions = definitionsOf(event);
    events++;
    tallies.types.add(event.type);
    if ('action' in event && typeof event.action === 'string') tallies.actions.add(event.action);
    if (event.bizStep !== undefined) tallies.bizSteps.add(event.bizStep);
    if (event.disposition !== undefined) tallies.dispositions.add(event.disposition);
    if (event.errorDeclaration !== undefined) declarations++;
    times.add(event.eventTime);
    identifiers.add(tree);
    hierarchy.add(event);
    extensions.add(tree, definitions);
    ilmd.add(tree, definitions);
  };
  const summary = () => ({
    events,
    types: tallies.types.rows(),
    actions: tallies.actions.rows(),
    bizSteps: tallies.bizSteps.rows(),
    dispositions: tallies.dispositions.rows(),
    errorDeclarations: declarations,
    eventTime: times.range(),
    identifiers: identifiers.rows(),
    lots: ilmd.lots(),
    expiryDates: ilmd.expiryDates(),
    hierarchy: hierarchy.rows(),
    extensions: extensions.rows(),
  });
  return { add, summary };
}

/** What a head says, in a few words. */
export function headSummary(head: EpcisHead) {
  const { form, schemaVersion, creationDate, sender, receiver, instanceIdentifier, queryName, subscriptionID } = head;
  const parties = { sender, receiver, instanceIdentifier };
  const masterData = (head.masterData ?? []).map(({ type, vocabularyElementList = [] }) => ({
    vocabulary: type,
    elements: vocabularyElementList.length,
  }));
  const added = [head.extensions, head.headerExtensions, head.bodyExtensions].filter((one) => one !== undefined);
  const extensions = extensionTally();
  for (const one of added) extensions.add({ ...one }, definitionsOf({ '@context': head.context }));
  return {
    form,
    schemaVersion,
    creationDate,
    ...parties,
    queryName,
    subscriptionID,
    masterData,
    headExtensions: extensions.rows(),
  };
}
