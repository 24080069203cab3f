import type { ImportNeeds } from '#common/imports/import-needs.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Documents } from '#common/store/documents.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { UploadUrls } from '#common/store/upload-urls.ts';

export interface ListNeeds extends ImportNeeds {
  readonly pools: Pick<SerialPools, 'get' | 'find' | 'issuersOf'>;
  readonly documents: Pick<Documents, 'pieces' | 'put' | 'facts'>;
  readonly urlToPut: UploadUrls;
  readonly wakeImport: SendToQueue;
}
