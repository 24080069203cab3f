import { createHash, type KeyObject, verify, X509Certificate } from 'node:crypto';
import { canonical } from './canonical.ts';
import { codes, SncmProblem } from './problem.ts';
import { child, elementsOf, type Node, textOf } from './xml.ts';

const DSIG = 'http://www.w3.org/2000/09/xmldsig#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** True for the signature of a message. */
export const isSignature = ({ local, uri }: Node): boolean => local === 'Signature' && uri === DSIG;

/**
 * Checks the enveloped signature of a message (XML Signature 1.1 §3.2): exclusive canonicalization, SHA-256, RSA.
 *
 * @param signer the certificate that the declarant signs with, PEM; absent: the one that the signature shows counts
 * @throws SncmProblem when there is none, or it does not hold
 */
export function mustBeSigned(message: Node, signer: string | undefined): void {
  const signatures = elementsOf(message).filter(isSignature);
  const [signature] = signatures;
  if (signature === undefined || signatures.length > 1) throw wrong('the message has no signature, or several');
  const info = needed(signature, 'SignedInfo');
  algorithmMustBe(info, 'CanonicalizationMethod', EXCLUSIVE);
  algorithmMustBe(info, 'SignatureMethod', 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
  const reference = needed(info, 'Reference');
  if (reference.attributes.find(({ local }) => local === 'URI')?.value !== '')
    throw wrong('the signature is of something else than the message');
  const transforms = elementsOf(needed(reference, 'Transforms')).map(algorithmOf);
  if (transforms.join(' ') !== `${DSIG}enveloped-signature ${EXCLUSIVE}`) throw wrong('other transforms');
  algorithmMustBe(reference, 'DigestMethod', 'http://www.w3.org/2001/04/xmlenc#sha256');
  const digest = createHash('sha256').update(canonical(message, isSignature)).digest('base64');
  if (textOf(needed(reference, 'DigestValue')) !== digest) throw wrong('the message was changed after it was signed');
  const value = Buffer.from(textOf(needed(signature, 'SignatureValue')), 'base64');
  if (!verify('sha256', Buffer.from(canonical(info)), keyOf(signature, signer), value))
    throw wrong('the signature was made with another key');
}

function keyOf(signature: Node, signer: string | undefined): KeyObject {
  const shown = child(child(child(signature, 'KeyInfo'), 'X509Data'), 'X509Certificate');
  const certificate = shown && certificateOf(Buffer.from(textOf(shown), 'base64'));
  const known = signer === undefined ? undefined : certificateOf(signer);
  if (known !== undefined && certificate !== undefined && known.fingerprint256 !== certificate.fingerprint256)
    throw wrong('the certificate is not the declarant’s');
  const one = known ?? certificate;
  if (one === undefined) throw wrong('no certificate is known to check the signature with');
  return one.publicKey;
}

function certificateOf(held: string | Buffer): X509Certificate {
  try {
    return new X509Certificate(held);
  } catch {
    throw wrong('what should be a certificate is none');
  }
}

function needed(node: Node, local: string): Node {
  const found = child(node, local);
  if (found === undefined || found.uri !== DSIG) throw wrong(`the signature has no ${local}`);
  return found;
}

const algorithmOf = ({ attributes }: Node) => attributes.find(({ local }) => local === 'Algorithm')?.value;

function algorithmMustBe(node: Node, local: string, wanted: string): void {
  if (algorithmOf(needed(node, local)) !== wanted) throw wrong(`${local} is not ${wanted}`);
}

const wrong = (why: string) => new SncmProblem(codes.signature, why);
