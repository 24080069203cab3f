import type { Routes } from '#common/http.ts';
import { answerEnvelope } from './answer-envelope.ts';
import type { Needs } from './needs.ts';
import { showWsdl } from './show-wsdl.ts';
import { tellFault } from './tell-fault.ts';

/** The SOAP binding of the query control interface. What is refused is a fault, whoever refuses it. */
export const routes = (needs: Needs): Routes => ({
  'POST /epcis/soap': {
    permission: 'events:query',
    scope: 'read', // operations that write look at what else the token holds
    endpoint: answerEnvelope(needs),
    tellRefusal: tellFault,
  },
  'GET /epcis/soap': { permission: 'events:query', endpoint: showWsdl() },
});
