import type { Refusal } from '../../refusal.ts';
import { xmlAttribute, xmlText } from '../../wire/write-xml.ts';
import type { EpcisHead } from '../document.ts';
import type { Extensible } from '../event.ts';
import { extensionAttributes } from './write-attributes.ts';
import { writeExtensions } from './write-extension.ts';
import { writeHeader } from './write-header.ts';
import { writeVocabularyList } from './write-master-data.ts';
import { type Target, within } from './write-target.ts';
import { treeOf } from './write-tree.ts';

/** What stands around the events. */
export interface Around {
  /** Qualified name of the root. */
  readonly root: string;
  /** Attributes of the root, with a space before each, without namespaces. */
  readonly attributes: string;
  /** From behind the root's start tag to the place of the first event. */
  readonly before: string;
  /** How many elements stand around each event. */
  readonly eventDepth: number;
  /** From behind the last event to before the root's end tag. */
  readonly after: string;
}

/** Prefix and local name of each root element. A form is named by what it holds, because a master data document has no place for events. */
const roots = {
  events: ['epcis', 'EPCISDocument'],
  results: ['epcisq', 'EPCISQueryDocument'],
  vocabularies: ['epcismd', 'EPCISMasterDataDocument'],
} as const;

const kindOf = ({ form }: EpcisHead, hasEvents: boolean): keyof typeof roots => {
  if (form === 'EPCISQueryDocument') return 'results';
  return form === 'EPCISMasterDataDocument' && !hasEvents ? 'vocabularies' : 'events';
};

/** The prefix that the root declares for its own name. */
export const rootPrefix = (head: EpcisHead, hasEvents: boolean): string => roots[kindOf(head, hasEvents)][0];

/** True when it must be known whether there are events before anything can be written. */
export const dependsOnEvents = ({ form, masterData = [] }: EpcisHead): boolean =>
  form === 'EPCISMasterDataDocument' || (form === 'EPCISQueryDocument' && masterData.length > 0);

/** All of a document but its events. `hasEvents`: whether it has some; without, master data may be the answer to a query. */
export function writeAround(head: EpcisHead, hasEvents: boolean, to: Target): Around | Refusal {
  const kind = kindOf(head, hasEvents);
  const attributes = rootAttributes(head, to);
  if (typeof attributes !== 'string') return attributes;
  const masterData = head.masterData ?? [];
  const inBody = kind === 'vocabularies' || (kind === 'results' && !hasEvents && masterData.length > 0);
  const { out } = to;
  const header = writeHeader(
    kind === 'events' ? { ...head, form: 'EPCISDocument' } : head,
    inBody ? [] : masterData,
    to,
  );
  if (header !== undefined) return header;
  out.open('EPCISBody');
  const opened = kind === 'results' ? openResults(head, to) : undefined;
  if (opened !== undefined) return opened;
  if (inBody) {
    const wrong = writeVocabularyList(masterData, to);
    if (wrong !== undefined) return within('masterData', wrong);
  } else out.open('EventList');
  const before = out.take();
  if (!inBody) out.close('EventList');
  if (kind === 'results') out.close('resultsBody');
  const wrong = writeAdded(head, 'bodyExtensions', to);
  if (wrong !== undefined) return wrong;
  if (kind === 'results') out.close(RESULTS);
  out.close('EPCISBody');
  const last = writeAdded(head, 'extensions', to);
  if (last !== undefined) return last;
  return { root: roots[kind].join(':'), attributes, before, after: out.take(), eventDepth: kind === 'results' ? 5 : 3 };
}

const RESULTS = 'epcisq:QueryResults';

function openResults({ queryName = '', subscriptionID }: EpcisHead, { out }: Target): Refusal | undefined {
  const name = xmlText(queryName);
  if (typeof name !== 'string') return within('queryName', name);
  const subscription = xmlText(subscriptionID ?? '');
  if (typeof subscription !== 'string') return within('subscriptionID', subscription);
  out.open(RESULTS);
  out.leaf('queryName', name);
  if (subscriptionID !== undefined) out.leaf('subscriptionID', subscription);
  out.open('resultsBody');
  return undefined;
}

function writeAdded(head: EpcisHead, where: 'extensions' | 'bodyExtensions', to: Target): Refusal | undefined {
  const added: Extensible | undefined = head[where];
  const wrong = added === undefined ? undefined : writeExtensions(treeOf(added), to);
  return wrong === undefined ? undefined : within(where, wrong);
}

/** The schemas know no identifier of a document, but take any attribute. */
function rootAttributes({ creationDate, id, extensions }: EpcisHead, to: Target): string | Refusal {
  const others = extensionAttributes(treeOf(extensions), to);
  if (typeof others !== 'string') return within('extensions', others);
  const created = creationDate === undefined ? '' : xmlAttribute(creationDate);
  if (typeof created !== 'string') return within('creationDate', created);
  const named = id === undefined ? '' : xmlAttribute(id);
  if (typeof named !== 'string') return within('id', named);
  return ` schemaVersion="${to.version}"${created === '' ? '' : ` creationDate="${created}"`}${named === '' ? '' : ` id="${named}"`}${others}`;
}
