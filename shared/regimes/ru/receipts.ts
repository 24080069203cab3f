/**
 * What is to be done next of a document that was taken in: it is uploaded, that is said to be finished, it is asked how it stands, where its ticket is, and the
 * ticket is read. Each names the document, for that is what it is taken back by.
 */
export type Receipt =
  | { readonly step: 'document' | 'ticket' | 'finish'; readonly id: string }
  | { readonly step: 'upload' | 'download'; readonly id: string; readonly link: string };

export const writeReceipt = (receipt: Receipt): string =>
  'link' in receipt ? `${receipt.step}:${receipt.id}:${receipt.link}` : `${receipt.step}:${receipt.id}`;

/** Whatever has another form is taken for the id of a document. */
export function readReceipt(text: string): Receipt {
  const [, step, id = '', link] = /^(upload|download|document|ticket|finish):([^:]+)(?::(.+))?$/.exec(text) ?? [];
  if ((step === 'upload' || step === 'download') && link !== undefined) return { step, id, link };
  if (step === 'document' || step === 'ticket' || step === 'finish') return { step, id };
  return { step: 'document', id: text };
}
