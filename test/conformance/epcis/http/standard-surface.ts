/** What the REST binding of EPCIS 2.0 has; each of these must have a case. */

const values = ['eventTypes', 'epcs', 'bizSteps', 'bizLocations', 'readPoints', 'dispositions'];

/** Verbs by resource. Values in a path are percent-encoded. */
export const resources: Readonly<Record<string, readonly string[]>> = {
  '/': ['OPTIONS', 'GET'],
  '/capture': ['OPTIONS', 'GET', 'POST'],
  '/capture/{captureID}': ['OPTIONS', 'GET'],
  '/events': ['OPTIONS', 'GET', 'POST'],
  '/events/{eventID}': ['OPTIONS', 'GET'],
  ...Object.fromEntries(
    values.flatMap((name) => [
      [`/${name}`, ['OPTIONS', 'GET']],
      [`/${name}/{value}`, ['OPTIONS', 'GET']],
      [`/${name}/{value}/events`, ['OPTIONS', 'GET']],
    ]),
  ),
  '/queries': ['OPTIONS', 'GET', 'POST'],
  '/queries/{queryName}': ['OPTIONS', 'GET', 'DELETE'],
  '/queries/{queryName}/events': ['OPTIONS', 'GET'],
  '/queries/{queryName}/subscriptions': ['OPTIONS', 'GET', 'POST'],
  '/queries/{queryName}/subscriptions/{subscriptionID}': ['OPTIONS', 'GET', 'DELETE'],
  '/nextPageToken/{token}': ['DELETE'],
};

export const headers = [
  'GS1-EPCIS-Version',
  'GS1-EPCIS-Min',
  'GS1-EPCIS-Max',
  'GS1-CBV-Version',
  'GS1-CBV-Min',
  'GS1-CBV-Max',
  'GS1-EPC-Format',
  'GS1-CBV-XML-Format',
  'GS1-Capture-Error-Behaviour',
  'GS1-Extensions',
  'GS1-Vendor-Version',
  'GS1-EPCIS-Capture-Limit',
  'GS1-EPCIS-Capture-File-Size-Limit',
  'GS1-Next-Page-Token-Expires',
  'GS1-Query-Min-Record-Time',
  'GS1-Signature',
];

/** Problem documents, by status. 501 is for what a repository leaves out of the standard: nothing here. */
export const problems = [
  '400 ValidationException',
  '400 QueryValidationException',
  '400 QueryParameterException',
  '400 SubscriptionControlsException',
  '401 SecurityException',
  '403 SecurityException',
  '404 NoSuchNameException',
  '405 ImplementationException',
  '406 NotAcceptableException',
  '409 ResourceAlreadyExistsException',
  '413 CaptureLimitExceededException',
  '413 QueryTooLargeException',
  '413 QueryTooComplexException',
  '414 URITooLongException',
  '415 UnsupportedMediaTypeException',
  '500 ImplementationException',
];

/** What operations of the query control interface throw (EPCIS 1.2 §8.2.6). DuplicateNameException is thrown by none of them. */
export const soapExceptions = [
  'SecurityException',
  'ValidationException',
  'NoSuchNameException',
  'NoSuchSubscriptionException',
  'DuplicateSubscriptionException',
  'QueryParameterException',
  'QueryTooComplexException',
  'QueryTooLargeException',
  'InvalidURIException',
  'SubscriptionControlsException',
  'SubscribeNotPermittedException',
  'ImplementationException',
];
