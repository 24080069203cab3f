import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, type TableProps } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { AuditedTable } from '../constructs/audited-table.ts';

/** Five tables by lifecycle, the bucket of documents, the key that wraps the keys of pools, the secret that others are derived from, and that of page tokens. */
export class DataStack extends Stack {
  readonly serials: Table;
  readonly ledger: Table;
  readonly registry: AuditedTable;
  readonly deliveries: Table;
  readonly documents: Bucket;
  readonly rootSecret: Secret;
  readonly poolKey: Key;
  /** Token buckets of callers, and what tenants are let have. */
  readonly limits: Table;
  readonly pageSecret: Secret;
  readonly names: ReturnType<typeof namesOf>;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.serials = table(this, 'serials');
    this.ledger = table(this, 'ledger');
    this.registry = new AuditedTable(this, 'registry', tableProps);
    this.deliveries = table(this, 'deliveries', { timeToLiveAttribute: 'ttl' });
    this.deliveries.addGlobalSecondaryIndex({
      indexName: 'due',
      partitionKey: { name: 'duePk', type: AttributeType.STRING },
      sortKey: { name: 'dueAt', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
    this.limits = table(this, 'limits', { timeToLiveAttribute: 'ttl' });
    this.documents = new Bucket(this, 'documents', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      versioned: true,
      // The console puts large documents there from a browser, and fetches those that partners sent. The signed URL is what permits it, whatever
      // page asks; no cookie goes along.
      cors: [
        {
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedOrigins: ['*'],
          allowedHeaders: ['content-type'],
        },
      ],
      lifecycleRules: [droppedLater, droppedSoon, droppedUnfinished],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.rootSecret = new Secret(this, 'root-secret', {
      description:
        'Webhook secrets are derived from it. Changing it makes what partners are sent unverifiable to them.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.poolKey = new Key(this, 'pool-key', {
      description: 'Wraps the keys of serial pools. Without it issued serials cannot be verified, nor any more made.',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.pageSecret = new Secret(this, 'page-secret', {
      description:
        'Page tokens of lists are sealed by it. After a change those that are out begin again with the first page.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    this.names = namesOf(this);
  }

  /** What it takes to find a unit and its events: pools and their keys, the ledger, master data. */
  grantLedgerRead(grantee: IGrantable): void {
    this.serials.grantReadData(grantee);
    this.ledger.grantReadData(grantee);
    this.registry.grantReadData(grantee);
    this.poolKey.grantDecrypt(grantee);
  }
}

/**
 * What was told to subscribers is kept as long as the rows that tell of it (`functions/common/store/expiry.ts`): events stay in the ledger. A tenant leads
 * every key, so a tag says which objects these are (`functions/common/store/evidence.ts`); all others are kept.
 */
const droppedLater: LifecycleRule = {
  id: 'messages-to-subscribers',
  tagFilters: { 'seriate-kept': '400-days' },
  expiration: Duration.days(400),
  noncurrentVersionExpiration: Duration.days(1),
};

/** Files of serials (`functions/common/store/object-writer.ts`) are kept for those who asked for them; their serials follow from pool and counter at any time. */
const droppedSoon: LifecycleRule = {
  id: 'files-of-serials',
  tagFilters: { 'seriate-kept': '7-days' },
  expiration: Duration.days(7),
  noncurrentVersionExpiration: Duration.days(1),
};

/** What a writer that was killed left of a large object. Nobody sees it, but it is paid for. */
const droppedUnfinished: LifecycleRule = {
  id: 'unfinished-objects',
  abortIncompleteMultipartUploadAfter: Duration.days(1),
};

/** The tables, bucket and secret by the names under which every function that reads the ledger knows them. */
function namesOf({ serials, ledger, registry, deliveries, documents, rootSecret }: DataStack) {
  return {
    SERIALS_TABLE: serials.tableName,
    LEDGER_TABLE: ledger.tableName,
    REGISTRY_TABLE: registry.tableName,
    DELIVERIES_TABLE: deliveries.tableName,
    DOCUMENTS_BUCKET: documents.bucketName,
    ROOT_SECRET_ARN: rootSecret.secretArn,
  };
}

function table(scope: Construct, name: string, more: Partial<TableProps> = {}): Table {
  return new Table(scope, name, { ...tableProps, ...more });
}

const tableProps: TableProps = {
  partitionKey: { name: 'pk', type: AttributeType.STRING },
  sortKey: { name: 'sk', type: AttributeType.STRING },
  billingMode: BillingMode.PAY_PER_REQUEST,
  pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
  removalPolicy: RemovalPolicy.RETAIN,
  deletionProtection: true,
};
