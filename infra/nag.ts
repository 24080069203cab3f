/** A finding of the AWS Solutions rules that stands, where, and why it may. */
export interface Accepted {
  /** The rule's id with its finding, as `cdk-nag` names it. */
  readonly finding: RegExp;
  /** Paths of the constructs it may stand at; anywhere else it is a defect. */
  readonly at: RegExp;
  readonly reason: string;
}

const anyFunction = /\/ServiceRole\/(DefaultPolicy\/)?Resource$/;

/** All findings that are accepted. One that is not found any more has to go. */
export const accepted: readonly Accepted[] = [
  {
    finding: /^AwsSolutions-S1$/,
    at: /^seriate-data\/documents\/Resource$/,
    reason:
      'Objects are written and read by functions alone, each of which logs what it does; a trail of data events is the account owner’s choice.',
  },
  {
    finding: /^AwsSolutions-SMG4$/,
    at: /^seriate-data\/root-secret\/Resource$/,
    reason: 'Webhook secrets are derived from it: after a rotation, partners could not verify what they are sent.',
  },
  {
    finding: /^AwsSolutions-SMG4$/,
    at: /^seriate-data\/page-secret\/Resource$/,
    reason:
      'It hides keys of rows in tokens that live a day, as long as pages are followed; changing it ends those that are out.',
  },
  {
    finding: /^AwsSolutions-COG1$/,
    at: /^seriate-identity\/people\/Resource$/,
    reason: 'Length (12 at least) and no rules of composition, as NIST SP 800-63B 3.1.1 asks for.',
  },
  {
    finding: /^AwsSolutions-COG2$/,
    at: /^seriate-identity\/people\/Resource$/,
    reason:
      'A second factor is offered to everybody; whether it is compulsory is decided by who runs the installation.',
  },
  {
    finding: /^AwsSolutions-COG8$/,
    at: /^seriate-identity\/people\/Resource$/,
    reason: 'The plus plan costs by the user; nothing of it is relied on.',
  },
  {
    finding: /^AwsSolutions-IAM4\[Policy::.*AWSLambdaBasicExecutionRole\]$/,
    at: anyFunction,
    reason: 'Writing its own log is all the managed policy allows a function.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*ExportsOutputFnGetAttdeliveries.*\/index\/\*\]$/,
    at: anyFunction,
    reason: 'Every index of the one table that is granted.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Action::s3:(GetObject|GetBucket|List|Abort)\*\]$/,
    at: anyFunction,
    reason:
      'The variants CDK grants for reading or putting objects; the resources beside them are single prefixes of one bucket.',
  },
  {
    finding:
      /^AwsSolutions-IAM5\[Resource::.*ExportsOutputFnGetAttdocuments.*\/(\*\/(evidence(\/notices)?|capture|inbound|refused|subscriptions|lists|serials|told)|undelivered)\/\*\]$/,
    at: /\/DefaultPolicy\/Resource$/,
    reason: 'One prefix of the bucket, for every tenant: a function serves them all and checks the tenant itself.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:secret:seriate\/issuers\/\*\]$/,
    at: /^seriate-serials\/refills\//,
    reason: 'Secrets for external issuers, of every tenant: the function puts the tenant into the name it asks for.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:secret:seriate\/nmvs\/\*\]$/,
    at: /^seriate-(nmvs|api)\//,
    reason: 'Secrets for NMVS, of every tenant: the function puts the tenant into the name it asks for.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:secret:seriate\/regulators\/\*\]$/,
    at: /^seriate-(delivery\/regulator|notices\/notices)\//,
    reason: 'Secrets for regulators, of every tenant: the function puts the tenant into the name it asks for.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:secret:seriate\/vrs\/\*\]$/,
    at: /^seriate-(vrs|api)\//,
    reason: 'Secrets for verification, of every tenant: the function puts the tenant into the name it asks for.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:topic\/seriate\/\*\/(ack|orders)\]$/,
    at: anyFunction,
    reason: 'One kind of topic, to the sites of every tenant.',
  },
  {
    finding: /^AwsSolutions-APIG1$/,
    at: /^(seriate-api\/api\/DefaultStage|seriate-stream\/stage)\/Resource$/,
    reason:
      'Every function logs each request with tenant, route and outcome; a log of the gateway would say less, twice.',
  },
  {
    finding: /^AwsSolutions-APIG4$/,
    at: /^seriate-api\/api\/GET--(api--openapi\.json|assets--\{file\}|console\.json|health)?\/Resource$/,
    reason: 'The page, the description of the API and health are for everybody; template.test.ts holds the list.',
  },
  {
    finding: /^AwsSolutions-APIG4$/,
    at: /^seriate-api\/api\/POST--as2\/Resource$/,
    reason: 'AS2 has no tokens: a message proves by its signature who sent it, and what is not proved is not kept.',
  },
  {
    finding: /^AwsSolutions-APIG4$/,
    at: /^seriate-network\/accept-invitation\/POST--partner--accept\/Resource$/,
    reason:
      'A partner that was invited has no token yet: the invitation in the body lets it in, once, and few are tried.',
  },
  {
    finding: /^AwsSolutions-APIG4$/,
    at: /^seriate-api\/stream-queries\/\$(connect|disconnect|default)\/Resource$/,
    reason:
      'The function behind $connect checks the token itself: a WebSocket API has no JWT authorizer. The other routes are open to open connections only.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*\/stream\/\*\/@connections\/\*\]$/,
    at: /^seriate-delivery\/subscription\/.*\/DefaultPolicy\/Resource$/,
    reason: 'The open connections of one stage, of every tenant: their ids are made by the gateway.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:secret:seriate\/sites\/<credentials-iot:ThingName>\/\*\]$/,
    at: /^seriate-plant\/token-exchange\//,
    reason: 'Secrets of the one site whose certificate is shown; plant.test.ts holds that no other is reached.',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::.*:iot:.*:(thing|cert)\/\*\]$/,
    at: /^seriate-plant\/fleet\/provisioner\//,
    reason:
      'Things and certificates that are about to be made: their names are not known, and AWS IoT takes the role only to provision.',
  },
];
