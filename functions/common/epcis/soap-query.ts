/**
 * A subscription of SOAP brings its own query, which is kept under this name as long as the subscription: so one kind of subscription is
 * enough. Nobody else can take, see or ask a name of this kind.
 */
export const soapQueryName = (subscriptionID: string): string => `${PREFIX}${subscriptionID}`;

/** True for the query of a subscription that was made by SOAP. */
export const isSoapQuery = (name: string): boolean => name.startsWith(PREFIX);

const PREFIX = 'soap:';
