import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Effect, type Grant, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';

/** What changes or removes a row that is there. Rows of the trail are put, each on condition that it is new (`functions/common/store/audit.ts`). */
const changes = ['DeleteItem', 'UpdateItem', 'BatchWriteItem'].map((action) => `dynamodb:${action}`);

/** A table that holds an audit trail beside other rows: whoever may write it is denied to change what the trail has, whatever else he is allowed. */
export class AuditedTable extends Table {
  override grant(grantee: IGrantable, ...actions: string[]): Grant {
    this.denyTrail(grantee);
    return super.grant(grantee, ...actions);
  }

  override grantWriteData(grantee: IGrantable): Grant {
    this.denyTrail(grantee);
    return super.grantWriteData(grantee);
  }

  override grantReadWriteData(grantee: IGrantable): Grant {
    this.denyTrail(grantee);
    return super.grantReadWriteData(grantee);
  }

  override grantFullAccess(grantee: IGrantable): Grant {
    this.denyTrail(grantee);
    return super.grantFullAccess(grantee);
  }

  private denyTrail({ grantPrincipal }: IGrantable): void {
    const statement = new PolicyStatement({
      effect: Effect.DENY,
      actions: changes,
      resources: [this.tableArn],
      // As `auditKey` in functions/common/store/keys.ts: `<tenant>#audit#<month>`.
      conditions: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['*#audit#*'] } },
    });
    grantPrincipal.addToPrincipalPolicy(statement);
  }
}
