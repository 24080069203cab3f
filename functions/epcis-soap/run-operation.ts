import { versionHeaders } from '#common/epcis-headers.ts';
import type { Request } from '#common/http.ts';
import type { Planned } from '#common/query/explain-plan.ts';
import { orRefuse } from '#common/refused.ts';
import type { SoapOperation } from '#shared/epcis/soap/operation.ts';
import { resultXml } from '#shared/epcis/soap/write-results.ts';
import type { XmlVersion } from '#shared/epcis/xml/write-root.ts';
import { listQueryNames } from './list-query-names.ts';
import { listSubscriptions } from './list-subscriptions.ts';
import type { Needs } from './needs.ts';
import { poll } from './poll.ts';
import { subscribe } from './subscribe.ts';
import { unsubscribe } from './unsubscribe.ts';
import { writePoll } from './write-poll.ts';

/** Does what is asked, and answers the body of the envelope that says so. Throws Refused. `planned` hears how a question is answered. */
export async function runOperation(
  needs: Needs,
  request: Request,
  operation: SoapOperation,
  version: XmlVersion,
  planned?: Planned,
): Promise<string> {
  switch (operation.is) {
    case 'poll':
      return writePoll(await poll(needs, request, operation.query, version, planned), version);
    case 'subscribe':
      await subscribe(needs, request, operation, version);
      return orRefuse(resultXml('SubscribeResult', [], version));
    case 'unsubscribe':
      await unsubscribe(needs, request, operation.subscriptionID);
      return orRefuse(resultXml('UnsubscribeResult', [], version));
    case 'getSubscriptionIDs': {
      const ids = await listSubscriptions(needs, request.tenant, operation.queryName);
      return orRefuse(resultXml('GetSubscriptionIDsResult', ids, version));
    }
    case 'getQueryNames':
      return orRefuse(resultXml('GetQueryNamesResult', await listQueryNames(needs, request.tenant), version));
    case 'getStandardVersion':
      return orRefuse(resultXml('GetStandardVersionResult', version, version));
    case 'getVendorVersion':
      return orRefuse(resultXml('GetVendorVersionResult', versionHeaders['GS1-Vendor-Version'], version));
  }
}
