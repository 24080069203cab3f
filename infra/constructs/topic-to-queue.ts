import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnTopicRule } from 'aws-cdk-lib/aws-iot';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface TopicToQueueProps {
  /** AWS IoT SQL. */
  readonly sql: string;
  readonly queue: IQueue;
  /** Where a message goes that the queue could not take: an acknowledged publish is never lost. */
  readonly undelivered: Bucket;
}

/** A broker rule that puts matching messages on a queue. */
export class TopicToQueue extends Construct {
  constructor(scope: Construct, id: string, { sql, queue, undelivered }: TopicToQueueProps) {
    super(scope, id);
    const role = new Role(this, 'role', { assumedBy: new ServicePrincipal('iot.amazonaws.com') });
    queue.grantSendMessages(role);
    role.addToPolicy(
      new PolicyStatement({ actions: ['s3:PutObject'], resources: [undelivered.arnForObjects('undelivered/*')] }),
    );
    new CfnTopicRule(this, 'rule', {
      topicRulePayload: {
        sql,
        awsIotSqlVersion: '2016-03-23',
        actions: [{ sqs: { queueUrl: queue.queueUrl, roleArn: role.roleArn, useBase64: false } }],
        errorAction: {
          s3: {
            bucketName: undelivered.bucketName,
            // biome-ignore lint/suspicious/noTemplateCurlyInString: substitution templates of AWS IoT, not of JavaScript
            key: 'undelivered/${topic()}/${timestamp()}-${newuuid()}',
            roleArn: role.roleArn,
          },
        },
      },
    });
  }
}
