import { readUrnParts } from '../../../gs1/epc-urn.ts';
import { readGln } from '../../../gs1/gln.ts';
import { isRefusal } from '../../../refusal.ts';
import type { EpcisHead } from '../../document.ts';
import { doubtful, type Fault, wrong } from '../finding.ts';
import { type BusinessHeader, businessHeader } from './business-header.ts';
import { guideline } from './guideline.ts';

const RULE = guideline('Standard Business Document Header');
const PATH = '/headerExtensions';

/** Sender, receiver and what identifies the document. */
export function* checkBusinessHeader(head: EpcisHead): Generator<Fault> {
  const header = businessHeader(head);
  if (header === undefined) {
    yield wrong('dscsa-header-missing', PATH, RULE, 'there is no Standard Business Document Header');
    return;
  }
  yield* checkPartner('sender', header.sender, header.senderAuthority);
  yield* checkPartner('receiver', header.receiver, header.receiverAuthority);
  if (isBlank(header.instanceIdentifier))
    yield wrong(
      'dscsa-instance-missing',
      PATH,
      RULE,
      'InstanceIdentifier is missing: repeats of the document cannot be told',
    );
  if (header.whole) yield* checkIdentification(header);
}

function* checkPartner(role: string, identifier: string | undefined, authority: string | undefined): Generator<Fault> {
  if (identifier === undefined || isBlank(identifier)) {
    yield wrong(`dscsa-${role}-missing`, PATH, RULE, `the ${role} is not identified`);
    return;
  }
  if (!isSgln(identifier) && isRefusal(readGln(identifier)))
    yield wrong(`dscsa-${role}-identifier`, PATH, RULE, `${role} "${identifier}" is neither an SGLN URN nor a GLN`);
  if (authority !== undefined && !['SGLN', 'GLN', 'GS1'].includes(authority))
    yield doubtful(
      `dscsa-${role}-authority`,
      PATH,
      RULE,
      `the authority of the ${role} is "${authority}", not SGLN or GLN`,
    );
}

function* checkIdentification({ type, standard, created }: BusinessHeader): Generator<Fault> {
  if (type !== 'Events')
    yield wrong(
      'dscsa-document-type',
      PATH,
      RULE,
      `the document's Type is ${type === undefined ? 'not given' : `"${type}"`}`,
      'write Events',
    );
  if (standard !== 'EPCglobal')
    yield doubtful(
      'dscsa-document-standard',
      PATH,
      RULE,
      `the document's Standard is ${standard === undefined ? 'not given' : `"${standard}"`}`,
      'write EPCglobal',
    );
  if (isBlank(created)) yield doubtful('dscsa-document-time', PATH, RULE, 'CreationDateAndTime is missing');
}

const isBlank = (text: string | undefined): boolean => text === undefined || text.trim() === '';

function isSgln(text: string): boolean {
  const parts = readUrnParts(text);
  return !isRefusal(parts) && parts.scheme.scheme === 'sgln';
}
