import * as v from 'valibot';
import { Problem } from '../api.ts';
import { signInAgain } from '../session.ts';
import { element } from './element.ts';
import { action, field, form } from './form.ts';

/** What a person says with a signature. */
export interface Signed {
  readonly meaning: string;
  readonly reason: string;
}

const kept = v.object({ meaning: v.string(), reason: v.string() });
const storageKey = (label: string) => `seriate-signing ${label}`;

/**
 * A form that asks for an electronic signature. When the server wants the signer to prove again who he is, it sends him to the sign-in page; what he
 * wrote waits for him.
 *
 * @param parts what is signed: above the signature
 */
export const signingForm = (
  label: string,
  meanings: readonly string[],
  sign: (signed: Signed) => Promise<void>,
  ...parts: readonly HTMLElement[]
): HTMLFormElement => signingFormWith(label, { meanings, reason: 'Reason' }, sign, ...parts);

/** The same where the reason is told to others, and asked for in other words. */
export function signingFormWith(
  label: string,
  { meanings, reason: asked }: { readonly meanings: readonly string[]; readonly reason: string },
  sign: (signed: Signed) => Promise<void>,
  ...parts: readonly HTMLElement[]
): HTMLFormElement {
  const before = remembered(label);
  const options = meanings.map((one) =>
    element('option', { value: one, ...(one === before?.meaning && { selected: '' }) }, one),
  );
  const meaning = element('select', { name: 'meaning' }, ...options);
  const attributes = { name: 'reason', minlength: '10', maxlength: '1000', required: '', rows: '2' };
  const reason = element('textarea', attributes, before?.reason ?? '');
  const again = element('div', { class: 'wide' });
  const submit = async () => {
    const signed = { meaning: meaning.value, reason: reason.value };
    again.replaceChildren();
    try {
      await sign(signed);
      sessionStorage.removeItem(storageKey(label));
    } catch (error) {
      if (error instanceof Problem && error.said.type === 'urn:seriate:problem:signature-needed') {
        sessionStorage.setItem(storageKey(label), JSON.stringify(signed));
        again.replaceChildren(action('Sign in again to sign', () => void signInAgain()));
      }
      throw error;
    }
  };
  return form(
    label,
    submit,
    ...parts,
    field('Meaning of the signature', meaning),
    field(`${asked}, 10 characters or more`, reason, true),
    element('button', { type: 'submit' }, label),
    again,
  );
}

function remembered(label: string): Signed | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), kept), sessionStorage.getItem(storageKey(label)) ?? '');
  return read.success ? read.output : undefined;
}
