import { sha256 } from '../../../wire/sha256.ts';
import type { Message, Sign } from '../../regime.ts';
import { element } from './canonical-xml.ts';
import { DSIG } from './names.ts';
import { enveloped, unwrapped } from './write-events-in.ts';

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const digestSha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

const by = (name: string, algorithm: string, ...inside: readonly string[]) =>
  `<${name} Algorithm="${algorithm}">${inside.join('')}</${name}>`;

/**
 * Signs `msgEvtIn` by an enveloped signature (XML Signature 1.1 §8.6.4, RSA with SHA-256, exclusive canonicalization), as the message's last element. What we write is canonical, so the
 * digest is of its characters.
 *
 * @param sign the bare signature of the bytes (`form: raw` in the tenant's secret)
 */
export async function seal(message: Message, sign: Sign): Promise<Message> {
  const { body = '' } = message;
  return { ...message, body: enveloped(await signed(unwrapped(body), sign)) };
}

/** A message of our own writing with its signature. */
export async function signed(message: string, sign: Sign): Promise<string> {
  const inside = signedInfo(digestOf(message));
  // Of what is signed the namespace is told on the element itself; in the document it has it from `Signature`.
  const value = await sign(new TextEncoder().encode(`<SignedInfo xmlns="${DSIG}">${inside}</SignedInfo>`));
  const certificate = sign.certificate;
  const keyInfo =
    certificate === undefined ? '' : element('KeyInfo', element('X509Data', element('X509Certificate', certificate)));
  const parts = element('SignedInfo', inside) + element('SignatureValue', value) + keyInfo;
  const end = message.lastIndexOf('</');
  return `${message.slice(0, end)}<Signature xmlns="${DSIG}">${parts}</Signature>${message.slice(end)}`;
}

function signedInfo(digest: string): string {
  const enveloping = by('Transform', 'http://www.w3.org/2000/09/xmldsig#enveloped-signature');
  const transforms = element('Transforms', enveloping, by('Transform', exclusive));
  const digested = by('DigestMethod', digestSha256) + element('DigestValue', digest);
  return (
    by('CanonicalizationMethod', exclusive) +
    by('SignatureMethod', rsaSha256) +
    `<Reference URI="">${transforms}${digested}</Reference>`
  );
}

/** SHA-256 of a text, base64. */
function digestOf(text: string): string {
  const bytes = sha256(text).match(/../g) ?? [];
  return btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))));
}
