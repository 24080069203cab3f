import type { Routes } from '#common/http.ts';
import { type GiveBackNeeds, giveBack } from './give-back.ts';
import { acknowledgeBlock, closeBlock } from './move-block.ts';
import { type FileNeeds, orderFile, showFile } from './order-file.ts';
import { pageSerials } from './page-serials.ts';
import { type RequestNeeds, requestSerials } from './request-serials.ts';
import { listRequests, showRequest } from './show-requests.ts';

type Needs = RequestNeeds &
  GiveBackNeeds &
  FileNeeds &
  Parameters<typeof pageSerials>[0] &
  Parameters<typeof acknowledgeBlock>[0] &
  Parameters<typeof listRequests>[0] &
  Parameters<typeof showRequest>[0];

/** Serial requests, their serials page by page or as a file, and what becomes of their blocks. All of them look what the caller's grant reaches. */
export function serialRoutes(needs: Needs): Routes {
  const ask = { permission: 'serials:request', narrows: true } as const;
  const read = { permission: 'pools:read', narrows: true } as const;
  const write = { permission: 'blocks:write', narrows: true } as const;
  return {
    'POST /api/serial-requests': { ...ask, endpoint: requestSerials(needs) },
    'GET /api/serial-requests': { ...read, endpoint: listRequests(needs) },
    'GET /api/serial-requests/{requestId}': { ...read, endpoint: showRequest(needs) },
    'GET /api/serial-requests/{requestId}/serials': { ...ask, endpoint: pageSerials(needs) },
    'POST /api/serial-requests/{requestId}/file': { ...ask, endpoint: orderFile(needs) },
    'GET /api/serial-requests/{requestId}/file': { ...ask, endpoint: showFile(needs) },
    'POST /api/serial-requests/{requestId}/delivered': { ...ask, endpoint: acknowledgeBlock(needs) },
    'POST /api/serial-requests/{requestId}/closed': { ...write, endpoint: closeBlock(needs) },
    'POST /api/serial-requests/{requestId}/returns': { ...write, endpoint: giveBack(needs, 'returned') },
    'POST /api/serial-requests/{requestId}/destructions': { ...write, endpoint: giveBack(needs, 'destroyed') },
  };
}
