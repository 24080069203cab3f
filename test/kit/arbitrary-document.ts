import fc from 'fast-check';
import type { EpcisDocument, EpcisHead } from '#shared/epcis/document.ts';
import { treeOf } from '#shared/epcis/event-as-json.ts';
import type { JsonObject } from '#shared/wire/json.ts';
import { anyContext, withPrefixes } from './arbitrary-context.ts';
import { anyParty, anyPlaceId } from './arbitrary-epc.ts';
import { arbitraryEvent } from './arbitrary-event.ts';
import { extensionValue, ownCurie, someExtensions } from './arbitrary-extension.ts';
import { withExtensions } from './arbitrary-sensors.ts';
import { anyTime, anyUri, solidText } from './arbitrary-text.ts';

const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';

const sometimes = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2, nil: undefined });

const attribute = fc.record(
  {
    id: fc.oneof(
      fc.constantFrom('cbvmda:name', 'urn:epcglobal:cbv:mda#site', 'urn:epcglobal:cbv:mda:sst'),
      anyUri,
      ownCurie,
    ),
    attribute: extensionValue,
  },
  { requiredKeys: ['id'] },
);

const element = withExtensions(
  fc.record(
    {
      id: fc.oneof(anyPlaceId, ownCurie),
      attributes: fc.array(attribute, { maxLength: 3 }),
      children: fc.array(fc.oneof(anyPlaceId, ownCurie), { maxLength: 2 }),
    },
    { requiredKeys: ['id'] },
  ),
);

const vocabulary = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom('urn:epcglobal:epcis:vtype:Location', 'urn:epcglobal:epcis:vtype:EPCClass'),
      ownCurie,
    ),
    vocabularyElementList: fc.array(element, { maxLength: 2 }),
  },
  { requiredKeys: ['type'] },
);

const party = fc.oneof(anyParty, solidText, fc.constantFrom('9521321000178', 'Acme Pharma & Co.'));

/** A Standard Business Document Header that says more than its three identifiers, and these in it. */
const businessHeader = fc
  .record({ sender: party, receiver: party, instanceIdentifier: solidText, contact: solidText })
  .map(({ sender, receiver, instanceIdentifier, contact }): { parties: Partial<EpcisHead>; tree: JsonObject } => ({
    parties: { sender, receiver, instanceIdentifier },
    tree: {
      'sbdh:HeaderVersion': '1.0',
      'sbdh:Sender': {
        'sbdh:Identifier': { '@Authority': 'SGLN', '#text': sender },
        'sbdh:ContactInformation': { 'sbdh:Contact': contact, 'sbdh:TelephoneNumber': '+31 20 5551234' },
      },
      'sbdh:Receiver': { 'sbdh:Identifier': { '@Authority': 'SGLN', '#text': receiver } },
      'sbdh:DocumentIdentification': {
        'sbdh:Standard': 'EPCglobal',
        'sbdh:TypeVersion': '1.0',
        'sbdh:InstanceIdentifier': instanceIdentifier,
        'sbdh:Type': 'Events',
        'sbdh:CreationDateAndTime': '2026-03-01T10:00:00Z',
      },
    },
  }));

const parties = fc.oneof(
  fc
    .record({ sender: party, receiver: party, instanceIdentifier: solidText }, { requiredKeys: [] })
    .map((some) => ({ parties: some, tree: undefined })),
  businessHeader,
);

const around = fc.record(
  {
    masterData: fc.array(vocabulary, { minLength: 1, maxLength: 2 }),
    extensions: someExtensions,
    headerExtensions: someExtensions,
    bodyExtensions: someExtensions,
  },
  { requiredKeys: [] },
);

type Form = 'EPCISDocument' | 'EPCISQueryDocument';

/**
 * What stands around the events of a document of the form: all that it may say. JSON has no header around the results of
 * a query, so that these have no parties and nothing in it.
 */
export const arbitraryHead = (form: Form): fc.Arbitrary<EpcisHead> =>
  fc
    .record({
      said: fc.record({ creationDate: anyTime, id: sometimes(anyUri) }),
      query: fc.record({ queryName: solidText, subscriptionID: sometimes(solidText) }),
      from: parties,
      around,
      context: anyContext,
    })
    .map(({ said, query, from, around: { headerExtensions, ...added }, context }) => {
      const { sbdh: _other, ...free } = context;
      const isQuery = form === 'EPCISQueryDocument';
      const header = { ...businessMember(from.tree), ...headerExtensions };
      const tree = isQuery ? added : { ...added, headerExtensions: header };
      const { '@context': needed, ...members } = withPrefixes(treeOf(tree), { other: 'urn:example:other', ...free });
      const prefixes = { ...(from.tree === undefined ? {} : { sbdh: SBDH }), ...Object(needed) };
      return headOf({ form, ...said, ...(isQuery ? query : from.parties), ...members, context: prefixes });
    });

const businessMember = (tree: JsonObject | undefined): JsonObject =>
  tree === undefined ? {} : { 'sbdh:StandardBusinessDocumentHeader': tree };

/** An optional member is there or not; it is never there without a value, and nothing is said by an empty structure. */
function headOf(members: object): EpcisHead {
  const said = Object.entries(members).filter(
    ([name, value]) => value !== undefined && (name !== 'headerExtensions' || Object.keys(value).length > 0),
  );
  const head = Object.fromEntries(said);
  if (!isHead(head)) throw new TypeError('a head has a form');
  return head;
}

const isHead = (value: object): value is EpcisHead => 'form' in value;

/** A document with all that it may say, and events whose prefixes may mean something else in each of them. */
export const arbitraryDocument = (form: Form): fc.Arbitrary<EpcisDocument> =>
  fc
    .tuple(arbitraryHead(form), fc.array(arbitraryEvent, { maxLength: 3 }))
    .map(([head, events]) => ({ ...head, events }));
