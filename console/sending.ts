import type { Api } from './api.ts';
import { outbox } from './outbox.ts';
import { type SendOptions, sendDocument } from './send-document.ts';

/** Documents that were sent to be captured; each is its capture once it has arrived. */
export const captured = outbox('seriate-sent');

/** Sends documents to be captured. */
export const sendDocuments = (api: Api, files: readonly File[], behaviour: SendOptions['behaviour']): void =>
  captured.send(files, async (file, way) => {
    const path = await sendDocument(api, file, { behaviour, ...way });
    return decodeURIComponent(path.split('/').at(-1) ?? '');
  });
