import { checkDigitHolds } from '../../gs1/check-digit.ts';
import { findDigitalLink, readDigitalLink } from '../../gs1/digital-link.ts';
import { isDoubtful } from '../../gs1/doubtful-link.ts';
import { readUrnParts } from '../../gs1/epc-urn.ts';
import { isRefusal, type Refusal } from '../../refusal.ts';
import { doubtful, type Fault, wrong } from './finding.ts';

const URN = 'EPC TDS §6.3 EPC URIs';
const LINK = 'GS1 Digital Link URI Syntax §4';

/** What is wrong with an identifier that claims to be GS1's: an EPC URN, a Digital Link of any host, or a number of CBV's own. */
export function identifierFault(path: string, value: string): Fault | undefined {
  if (value.startsWith('urn:epc:')) return urnFault(path, value);
  if (/^https?:/i.test(value)) return linkFault(path, value);
  return value.startsWith('urn:epcglobal:cbv:') ? numberFault(path, value) : undefined;
}

/** EPC schemes that stand for no GS1 key; their owners' rules are not ours to check. */
const otherSchemes = /^urn:epc:(?:id|idpat|pat):(?:gid|usdod|adi|bic|imovn|gid-96|usdod-96|adi-var):/;

function urnFault(path: string, value: string): Fault | undefined {
  if (otherSchemes.test(value)) return undefined;
  const parts = readUrnParts(value);
  if (!isRefusal(parts)) return undefined;
  if (/^urn:epc:(?:tag|raw|pat):/.test(value))
    return wrong(
      'epc-not-pure',
      path,
      'CBV 2.0 §8.2',
      `"${value}" tells how a tag is encoded`,
      'write the pure identity URI, urn:epc:id:…',
    );
  return refused('epc-urn-malformed', path, parts, URN);
}

/** Any host may carry links, and any path may look a little like one: a foreign path counts only when a key of the right shape stands in it. */
function linkFault(path: string, value: string): Fault | undefined {
  const ownHost = /^https?:\/\/id\.gs1\.org\//i.test(value);
  const found = findDigitalLink(value);
  if (isRefusal(found)) return ownHost ? refused('link-malformed', path, found, LINK) : undefined;
  const read = readDigitalLink(value);
  if (!isRefusal(read)) return undefined;
  // `/party/1234567890123` on somebody's host may be anything.
  if (isDoubtful(value, found)) return doubtful('check-digit-doubtful', path, 'GS1 GS §7.9', read.detail);
  return refused('check-digit', path, read, 'GS1 GS §7.9');
}

/** `urn:epcglobal:cbv:bt:<GLN>:<document>` and `…:xform:<GLN>:<transformation>` (CBV 2.0 §8.5, §8.7). */
function numberFault(path: string, value: string): Fault | undefined {
  const [, space = '', gln = '', number = ''] = /^urn:epcglobal:cbv:(bt|xform):([^:]*):?(.*)$/.exec(value) ?? [];
  if (space === '') return undefined;
  const rule =
    space === 'bt' ? 'CBV 2.0 §8.5 business transaction identifiers' : 'CBV 2.0 §8 transformation identifiers';
  if (!/^\d{13}$/.test(gln) || number === '')
    return wrong(
      'cbv-number-malformed',
      path,
      rule,
      `"${value}" is not urn:epcglobal:cbv:${space}:<GLN of 13 digits>:<number>`,
    );
  // The GLN only keeps one party's numbers from another's, and many senders' do not hold.
  return checkDigitHolds(gln)
    ? undefined
    : doubtful('gln-check-digit', path, 'GS1 GS §7.9', `the check digit of GLN ${gln} in "${value}" is wrong`);
}

const refused = (code: string, path: string, { detail, rule, remedy }: Refusal, otherwise: string): Fault =>
  wrong(code, path, rule ?? otherwise, detail, remedy);
