import { isRefusal, type Refusal, refuse } from '../../../refusal.ts';
import { readXmlTree, type XmlTree } from '../../../wire/xml-tree.ts';
import type { EventsIn } from './event.ts';
import { DSIG, SNCM, SOAP } from './names.ts';
import { readEvent } from './read-event.ts';
import { cnpjIn, field, inOrder, oneOf, type Placed, textOf, Wrong } from './read-fields.ts';

/** Reads `msgEvtIn`, as it is or in an envelope; a signature is passed over. Refuses what the message set 1.00 does not have, with the place. */
export function readEventsIn(xml: string): EventsIn | Refusal {
  const tree = readXmlTree(xml);
  if (isRefusal(tree)) return tree;
  const message = messageIn(tree);
  if (message?.name.local !== 'msgEvtIn' || message.name.namespace !== SNCM)
    return refuse('malformed', 'there is no msgEvtIn', { at: '/', rule: 'SNCM message set 1.00' });
  try {
    return readMessage({ tree: withoutSignature(message), at: '/msgEvtIn' });
  } catch (thrown) {
    if (thrown instanceof Wrong) return thrown.refusal;
    throw thrown;
  }
}

/** What an envelope holds; a document without one is the message itself. */
export function messageIn(tree: XmlTree): XmlTree | undefined {
  if (tree.name.local !== 'Envelope' || tree.name.namespace !== SOAP) return tree;
  return tree.children.find(({ name }) => name.local === 'Body' && name.namespace === SOAP)?.children[0];
}

const withoutSignature = (tree: XmlTree): XmlTree => ({
  ...tree,
  children: tree.children.filter(({ name }) => !(name.local === 'Signature' && name.namespace === DSIG)),
});

function readMessage(placed: Placed): EventsIn {
  const names = ['docId', 'ccTime', 'ver', 'lc', 'env', 'declarant', 'mbrAgt', 'usrAgt', 'evts'];
  const found = inOrder(placed, ...names);
  textOf(oneOf(found, 'ver'), /^1\.00$/, 'version 1.00');
  textOf(oneOf(found, 'lc'), /^[a-z]{2}-[A-Z]{2}$/, 'language as pt-BR');
  const env = textOf(oneOf(found, 'env'), /^[12]$/, 'environment 1 or 2');
  const { tree, at } = oneOf(found, 'evts');
  if (tree.children.length === 0) throw new Wrong(at, 'there is no event');
  return {
    docId: field(found, 'docId', 'id'),
    ccTime: field(found, 'ccTime', 'time'),
    env: env === '1' ? 1 : 2,
    declarant: cnpjIn(oneOf(found, 'declarant')),
    mbrAgt: field(found, 'mbrAgt', 'cnpj'),
    usrAgt: field(found, 'usrAgt', 'text'),
    events: tree.children.map((one, i) => readEvent({ tree: one, at: `${at}/${one.name.local}[${i + 1}]` })),
  };
}
