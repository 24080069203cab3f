import type { Context } from 'aws-lambda';

/** What Lambda hands to a function beside the event. */
export const lambdaContext: Context = {
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'under-test',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:under-test',
  memoryLimitInMB: '512',
  awsRequestId: 'request',
  logGroupName: 'log',
  logStreamName: 'log',
  getRemainingTimeInMillis: () => 10_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};
