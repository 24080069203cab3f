import { type Api, Problem } from './api.ts';
import { type OnItsWay, outbox } from './outbox.ts';
import { queryPath } from './parts/query-path.ts';
import { sendRequest } from './send-request.ts';

/** What one request carries. */
const MOST_BYTES = 4_500_000;

/** Documents of partners' that were uploaded; each is the path where it is read how it stands, once it has arrived. */
export const uploaded = outbox('seriate-uploaded');

/** Uploads files that a partner sent by another way. */
export const uploadDocuments = (api: Api, partner: string, files: readonly File[]): void =>
  uploaded.send(files, (file, way) => upload(api, partner, file, way));

async function upload(api: Api, partner: string, file: File, way: OnItsWay): Promise<string> {
  if (file.size > MOST_BYTES)
    throw new Problem({
      title: 'The file is too large to be uploaded',
      detail: `${file.size} bytes of at most ${MOST_BYTES}`,
      remedy: 'Have the partner send it by AS2 or SFTP, or send it in parts',
    });
  const headers = {
    authorization: await api.authorization(),
    accept: 'application/json',
    // Keeps every byte, whatever the file is.
    'content-type': 'application/octet-stream',
  };
  const path = queryPath('/api/inbound-documents', { partner, fileName: file.name });
  const { location } = await sendRequest('POST', path, headers, file, way);
  return location ?? '/api/inbound-documents';
}
